package io.notificationhub.intake.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.notificationhub.intake.IntakeTest;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CancelTest extends IntakeTest {

    @BeforeEach
    void registerRecipient() {
        owner().knows(profile());
    }

    @Test
    void cancellingTwiceIsCancellingOnce() {
        UUID id = post(request()).id();
        becomes(id, "SCHEDULED");

        Answer first = cancel(id);
        Answer again = cancel(id);

        assertThat(first.status()).isEqualTo(200);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
    }

    @ParameterizedTest
    @CsvSource({
        "FANNED_OUT, ALREADY_SENT",
        "COMPLETED, ALREADY_SENT",
        "SUPPRESSED, NOT_CANCELLABLE",
        "EXPIRED, NOT_CANCELLABLE"
    })
    void whatWaitsNoMoreSaysWhy(String status, String code) {
        UUID id = post(request()).id();
        becomes(id, status);

        Answer refused = cancel(id);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("code")).isEqualTo(code);
        assertThat(refused.text("detail")).contains(status);
        assertThat(story(id).path("status").asString()).isEqualTo(status);
    }

    private Answer cancel(UUID id) {
        return answer(producer().delete().uri("/api/v1/notifications/{id}", id));
    }

    private void becomes(UUID id, String status) {
        database.sql("UPDATE notification SET status = $1 WHERE id = $2")
                .bind(0, status)
                .bind(1, id)
                .fetch()
                .rowsUpdated()
                .block();
    }
}
