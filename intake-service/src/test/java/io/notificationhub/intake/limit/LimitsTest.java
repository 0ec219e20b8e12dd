package io.notificationhub.intake.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.Kind;
import io.notificationhub.contracts.NotificationDue;
import io.notificationhub.intake.IntakeTest;
import io.notificationhub.testkit.SharedInfrastructure;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class LimitsTest extends IntakeTest {
    private static final int SMS_TOKENS = 5;

    @Autowired
    private RecipientLimits limits;

    @BeforeEach
    void registerRecipient() {
        owner().knows(profile());
    }

    @Test
    void theSixthTextMessageInAMinuteIsRefusedAndItsKeyIsFree() {
        useUpSms("TRANSACTIONAL");

        Answer blocked = post("k-" + recipient, request("TRANSACTIONAL", "SMS"));

        assertThat(blocked.status()).isEqualTo(429);
        assertThat(blocked.text("code")).isEqualTo("RATE_LIMIT_EXCEEDED");
        assertThat(blocked.text("channel")).isEqualTo("SMS");
        long millis = blocked.body().path("retryAfterMillis").asLong();
        assertThat(Duration.ofMillis(millis)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(12));
        assertThat(blocked.retryAfter()).isEqualTo(Long.toString(Math.ceilDiv(millis, 1000)));
        assertThat(post("k-" + recipient, request("TRANSACTIONAL", "EMAIL")).status())
                .isEqualTo(202);
    }

    @Test
    void aBlockedChannelLeavesTheOthersTheirTokens() {
        useUpSms("TRANSACTIONAL");
        for (int i = 0; i < 40; i++) {
            assertThat(post(request("TRANSACTIONAL", "EMAIL", "SMS")).status()).isEqualTo(429);
        }

        assertThat(post(request("TRANSACTIONAL", "EMAIL")).status()).isEqualTo(202);
    }

    @Test
    void anOtpHasTokensOfItsOwn() {
        useUpSms("MARKETING");

        assertThat(post(request("MARKETING", "SMS")).status()).isEqualTo(429);
        assertThat(post(request("SECURITY", "SMS")).status()).isEqualTo(202);
    }

    @Test
    void tokensComeBackWithAFailedWrite() {
        for (int i = 0; i < 20; i++) {
            limits.take(recipient, Kind.SERVICE, List.of(Channel.SMS)).block();
            limits.refund(recipient, Kind.SERVICE, List.of(Channel.SMS)).block();
        }

        assertThat(limits.take(recipient, Kind.SERVICE, List.of(Channel.SMS)).block())
                .isEqualTo(new RecipientLimits.Verdict.Taken());
    }

    @Test
    void aDuplicateTakesNoToken() {
        for (int i = 0; i < 20; i++) {
            post("k-" + recipient, request("TRANSACTIONAL", "SMS"));
        }

        assertThat(post(request("TRANSACTIONAL", "SMS")).status()).isEqualTo(202);
    }

    @Test
    void aScheduledOneThatIsBlockedWhenDueWaitsForTheRefill() {
        Map<String, Object> later = new HashMap<>(request("TRANSACTIONAL", "SMS"));
        later.put("sendAt", NOON.plusSeconds(60).toString());
        UUID id = post(later).id();
        useUpSms("TRANSACTIONAL");
        clock.set(NOON.plusSeconds(60));

        publish(new NotificationDue(id));

        await().until(() -> queued(NotificationDue.TYPE, id.toString()).size() == 2);
        assertThat(story(id).path("status").asString()).isEqualTo("SCHEDULED");
        assertThat(queued(NotificationDue.TYPE, id.toString()).getLast().availableAt())
                .isBetween(NOON.plusSeconds(60), NOON.plusSeconds(73));
    }

    @Test
    void withoutRedisOnlyAdvertisingIsHeldBack() {
        assertThat(post(request("MARKETING", "EMAIL")).status()).isEqualTo(202);
        SharedInfrastructure.get().redis().stop();
        try {
            assertThat(post(request("SECURITY", "SMS")).status()).isEqualTo(202);
            Answer advertising = post(request("MARKETING", "EMAIL"));
            assertThat(advertising.status()).isEqualTo(503);
            assertThat(advertising.retryAfter()).isNotNull();
        } finally {
            SharedInfrastructure.get().redis().start();
        }
    }

    @Test
    void advertisingThatComesDueWithoutRedisWaits() {
        Map<String, Object> advertising = new HashMap<>(request("MARKETING", "EMAIL"));
        advertising.put("sendAt", NOON.plusSeconds(60).toString());
        UUID waits = post(advertising).id();
        Map<String, Object> service = new HashMap<>(request("SERVICE", "EMAIL"));
        service.put("sendAt", NOON.plusSeconds(60).toString());
        UUID goes = post(service).id();
        clock.set(NOON.plusSeconds(60));
        SharedInfrastructure.get().redis().stop();
        try {
            publish(new NotificationDue(waits));
            publish(new NotificationDue(goes));

            await().until(() -> story(goes).path("status").asString().equals("FANNED_OUT")
                    && queued(NotificationDue.TYPE, waits.toString()).size() == 2);
            assertThat(story(waits).path("status").asString()).isEqualTo("SCHEDULED");
        } finally {
            SharedInfrastructure.get().redis().start();
        }
    }

    private void useUpSms(String kind) {
        for (int i = 0; i < SMS_TOKENS; i++) {
            assertThat(post(request(kind, "SMS")).status()).isEqualTo(202);
        }
    }

    private Map<String, Object> request(String kind, String... channels) {
        return Map.of(
                "recipientId",
                recipient,
                "kind",
                kind,
                "title",
                "t",
                "body",
                // Lawful for every kind, advertising too.
                "(광고) b 무료수신거부 080-123-4567",
                "channels",
                List.of(channels));
    }
}
