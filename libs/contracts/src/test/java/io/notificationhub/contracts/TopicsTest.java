package io.notificationhub.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Other systems and operators know these names. */
class TopicsTest {

    @ParameterizedTest
    @CsvSource({
        "PUSH, push",
        "EMAIL, email",
        "SMS, sms",
        "KAKAO_ALIMTALK, kakao_alimtalk",
    })
    void aChannelHasAPriorityABulkAndADeadLetterTopic(Channel channel, String name) {
        assertThat(Topics.delivery(channel, Lane.PRIORITY)).isEqualTo("notification.delivery." + name);
        assertThat(Topics.delivery(channel, Lane.BULK)).isEqualTo("notification.delivery." + name + ".bulk");
        assertThat(Topics.deadLetter(channel)).isEqualTo("notification.dlq." + name);
    }

    @ParameterizedTest
    @CsvSource({
        "SECURITY, true, PRIORITY",
        "TRANSACTIONAL, true, PRIORITY",
        "SERVICE, false, BULK",
        "MARKETING, false, BULK",
    })
    void theKindDecidesLaneAndOptOut(Kind kind, boolean mandatory, Lane lane) {
        assertThat(kind.mandatory()).isEqualTo(mandatory);
        assertThat(kind.lane()).isEqualTo(lane);
    }

    @Test
    void everyEventHasItsTopicAndKey() {
        Map<String, String> routes = EventContract.all().stream()
                .map(contract -> EventJson.read(contract.golden().toString(), contract.event()))
                .collect(Collectors.toMap(HubEvent::type, event -> event.topic() + " " + event.key()));

        String attempt = "0198f3a2-6d10-7c4e-9b1f-2f8e6a7c5d01";
        String notification = "0198f3a2-6d0e-7a35-8c22-91b4d0e3f702";
        assertThat(routes)
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("alert.fired.v1", "alert.fired " + attempt),
                        Map.entry("notification.dead-letter.raised.v1", "notification.dlq.sms " + attempt),
                        Map.entry("notification.delivery.requested.v1", "notification.delivery.push user-1042"),
                        Map.entry("notification.delivery.result.v1", "notification.delivery.result " + attempt),
                        Map.entry("notification.due.v1", "notification.due " + notification),
                        Map.entry("notification.receipt.recorded.v1", "notification.receipt " + attempt),
                        Map.entry("notification.replay.requested.v1", "notification.delivery.replay " + attempt),
                        Map.entry("notification.receipt.reported.v1", "notification.receipt.reported " + attempt),
                        Map.entry("notify.vendor.result.v1", "notify.vendor.result " + attempt),
                        Map.entry("preference.profile.changed.v1", "preference.profile.changed user-1042"),
                        Map.entry("template.changed.v1", "template.changed order-shipped/ko-kr/KAKAO_ALIMTALK")));
    }

    @Test
    void headersFollowTheKafkaBindingOfCloudEvents() {
        assertThat(Arrays.stream(CloudEventHeaders.class.getFields()).map(TopicsTest::value))
                .containsExactlyInAnyOrder(
                        "ce_id", "ce_type", "ce_source", "ce_time", "ce_specversion", "1.0", "traceparent");
        assertThat(Topics.poison("order.created.v1")).isEqualTo("order.created.v1.dlq");
    }

    private static String value(java.lang.reflect.Field constant) {
        try {
            return String.valueOf(Objects.requireNonNull(constant.get(null)));
        } catch (IllegalAccessException e) {
            throw new LinkageError(constant.getName(), e);
        }
    }
}
