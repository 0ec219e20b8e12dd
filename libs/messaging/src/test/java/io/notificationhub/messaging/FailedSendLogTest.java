package io.notificationhub.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.kafka.support.ProducerListener;

@ExtendWith(OutputCaptureExtension.class)
class FailedSendLogTest extends MessagingTest {

    @Autowired
    private ProducerListener<Object, Object> listener;

    @Test
    void saysWhereItFailedButNotWhatWasSent(CapturedOutput log) {
        listener.onError(
                new ProducerRecord<>("notification.delivery.sms", "recipient-7", "{\"address\":\"+821012345678\"}"),
                null,
                new IOException("broken pipe"));

        assertThat(log)
                .contains("notification.delivery.sms", "broken pipe")
                .doesNotContain("recipient-7", "+821012345678");
    }
}
