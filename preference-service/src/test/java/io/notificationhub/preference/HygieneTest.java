package io.notificationhub.preference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.DeliveryResult;
import io.notificationhub.contracts.ErrorClass;
import io.notificationhub.contracts.EventJson;
import io.notificationhub.contracts.HubEvent;
import io.notificationhub.contracts.Hygiene;
import io.notificationhub.contracts.Ids;
import io.notificationhub.contracts.Kind;
import io.notificationhub.contracts.ProfileChanged;
import io.notificationhub.contracts.ReceiptRecorded;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.publisher.Flux;

class HygieneTest extends ServiceTest {
    @Autowired
    AddressHygiene hygiene;

    @Autowired
    Ids ids;

    @Autowired
    Clock clock;

    @Test
    void aDeadTokenTakesItsDeviceOut() {
        register("lea", token("lea1"));
        register("lea", token("lea2"));
        ProfileChanged.Device dead = lastPublished("lea").devices().getFirst();

        publish(result("lea", Channel.PUSH, Hygiene.DEVICE_DEAD, dead.token(), dead.id()));

        await().untilAsserted(() -> assertThat(lastPublished("lea").devices())
                .extracting(ProfileChanged.Device::token)
                .containsExactly(token("lea2")));
    }

    @Test
    void aReportThatDoesNotFitTheDeviceOrIsOlderThanItsRegistrationChangesNothing() {
        register("max", token("max"));
        ProfileChanged.Device device = lastPublished("max").devices().getFirst();
        Instant now = clock.instant();
        Instant before = now.minus(Duration.ofDays(1));
        Instant after = now.plus(Duration.ofDays(1));

        hygiene.apply(Flux.just(
                        push("max", token("other"), device.id(), after),
                        push("max", device.token(), ids.next(), after),
                        push("max", device.token(), null, after),
                        push("max", device.token(), device.id(), before)))
                .block();
        assertThat(published("max")).hasSize(1);

        hygiene.apply(Flux.just(
                        push("max", device.token(), device.id(), after),
                        push("max", device.token(), device.id(), after)))
                .block();
        assertThat(published("max")).as("the second time has no effect").hasSize(2);
        assertThat(lastPublished("max").devices()).isEmpty();
    }

    @Test
    void aDeadTokenIsTakenFromWhoeverOwnsItNow() {
        register("ned", token("ned"));
        ProfileChanged.Device device = lastPublished("ned").devices().getFirst();
        register("oli", token("ned"));

        hygiene.apply(Flux.just(
                        push("ned", device.token(), device.id(), clock.instant().plusSeconds(60))))
                .block();

        assertThat(lastPublished("oli").devices()).isEmpty();
        assertThat(lastPublished("oli").version()).isEqualTo(2);
    }

    @Test
    void bouncesAndStopsSuppressTheAddressOnItsChannelOnceAndForGood() {
        put("/api/v1/users/pia", Map.of("email", "pia@example.com", "phone", "+821012345678"));
        HubEvent bounce = result("pia", Channel.EMAIL, Hygiene.ADDRESS_INVALID, "pia@example.com", null);
        publish(bounce);
        publish(bounce);
        publish(receipt("pia", Channel.SMS, Hygiene.OPTED_OUT, "+821012345678"));
        publish(receipt("pia", Channel.EMAIL, Hygiene.NONE, "pia@example.com"));
        List<ProfileChanged.Suppression> suppressed = List.of(
                new ProfileChanged.Suppression(Channel.EMAIL, "pia@example.com", Hygiene.ADDRESS_INVALID),
                new ProfileChanged.Suppression(Channel.SMS, "+821012345678", Hygiene.OPTED_OUT));
        await().untilAsserted(
                        () -> assertThat(lastPublished("pia").suppressions()).isEqualTo(suppressed));

        put("/api/v1/users/pia", Map.of("email", "pia@example.com", "phone", "+821099999999"));
        assertThat(lastPublished("pia")).satisfies(profile -> {
            assertThat(profile.version())
                    .as("a repeated bounce makes no version")
                    .isEqualTo(4);
            assertThat(profile.suppressions())
                    .as("the same address stays suppressed, another is not")
                    .isEqualTo(suppressed);
            assertThat(profile.phone()).isEqualTo("+821099999999");
        });
    }

    @Test
    void anAddressTheHubOnlyKnewInlineIsSuppressedToo() {
        hygiene.apply(Flux.just(new AddressReport(
                        "quy",
                        Channel.EMAIL,
                        "quy@example.com",
                        null,
                        Hygiene.OPTED_OUT,
                        clock.instant(),
                        clock.instant(),
                        null)))
                .block();
        assertThat(lastPublished("quy").version()).isEqualTo(1);
        assertThat(lastPublished("quy").suppressions()).hasSize(1);
    }

    @Test
    void whatWasUsedBeforeAnErasureStaysForgottenAndWhatIsUsedAfterItDoesNot() {
        put("/api/v1/users/rex", Map.of("email", "rex@example.com"));
        HubEvent late = receipt("rex", Channel.EMAIL, Hygiene.ADDRESS_INVALID, "rex@example.com");
        delete("/api/v1/users/rex").expectStatus().is2xxSuccessful();

        publish(late);
        await().until(() -> clock.instant().toEpochMilli()
                > lastPublished("rex").changedAt().toEpochMilli());
        publish(receipt("rex", Channel.EMAIL, Hygiene.ADDRESS_INVALID, "inline@example.com"));

        await().untilAsserted(() -> assertThat(lastPublished("rex").suppressions())
                .containsExactly(
                        new ProfileChanged.Suppression(Channel.EMAIL, "inline@example.com", Hygiene.ADDRESS_INVALID)));
        assertThat(published("rex")).hasSize(3);
    }

    private void publish(HubEvent event) {
        kafka.send(event.topic(), event.key(), EventJson.write(event)).join();
    }

    private static AddressReport push(String recipientId, String token, @Nullable UUID device, Instant at) {
        return new AddressReport(recipientId, Channel.PUSH, token, device, Hygiene.DEVICE_DEAD, at, at, null);
    }

    private DeliveryResult result(
            String recipientId, Channel channel, Hygiene hygiene, String address, @Nullable UUID device) {
        Instant now = clock.instant();
        return new DeliveryResult(
                ids.next(),
                ids.next(),
                recipientId,
                Kind.SERVICE,
                channel,
                1,
                DeliveryResult.Outcome.FAILED,
                "vendor",
                null,
                ErrorClass.PERMANENT,
                "CODE",
                null,
                hygiene,
                address,
                device,
                null,
                1,
                now,
                now,
                now);
    }

    private ReceiptRecorded receipt(String recipientId, Channel channel, Hygiene hygiene, String address) {
        return new ReceiptRecorded(
                ids.next(),
                ids.next(),
                recipientId,
                channel,
                "vendor",
                ReceiptRecorded.Receipt.FAILED,
                null,
                null,
                hygiene,
                address,
                null,
                clock.instant());
    }
}
