package io.notificationhub.preference;

import static org.assertj.core.api.Assertions.assertThat;

import io.notificationhub.contracts.ProfileChanged;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.publisher.Flux;

class DeviceApiTest extends ServiceTest {
    @Autowired
    Devices devices;

    @Test
    void aDeviceIsNewOnceAndDisabledAndRevivedByItsToken() {
        String id = id(register("fay", token("fay")).expectStatus().isCreated());
        register("fay", token("fay"))
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.id")
                .isEqualTo(id);
        assertThat(published("fay"))
                .as("a repeated registration changes nothing")
                .hasSize(1);

        delete("/api/v1/devices/" + id).expectStatus().isNoContent();
        assertThat(lastPublished("fay").devices()).isEmpty();
        get("/api/v1/users/fay/devices")
                .expectBody()
                .jsonPath("$.items.length()")
                .isEqualTo(1)
                .jsonPath("$.items[0].active")
                .isEqualTo(false)
                .jsonPath("$.items[0].token")
                .doesNotExist();
        delete("/api/v1/devices/" + id).expectStatus().isNoContent();
        assertThat(published("fay")).as("a repeated removal changes nothing").hasSize(2);

        register("fay", token("fay"))
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.id")
                .isEqualTo(id)
                .jsonPath("$.recipientId")
                .isEqualTo("fay")
                .jsonPath("$.platform")
                .isEqualTo("ANDROID")
                .jsonPath("$.active")
                .isEqualTo(true);
        assertThat(lastPublished("fay")).satisfies(profile -> {
            assertThat(profile.version()).isEqualTo(3);
            assertThat(profile.devices())
                    .containsExactly(new ProfileChanged.Device(
                            UUID.fromString(id), ProfileChanged.Platform.ANDROID, token("fay")));
        });
    }

    @Test
    void aTokenMovesToItsNewOwnerAndBothProfilesAreTold() {
        String id = id(register("gus", token("shared")));
        register("hal", token("shared"))
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.id")
                .isEqualTo(id)
                .jsonPath("$.recipientId")
                .isEqualTo("hal");

        assertThat(lastPublished("gus").version()).isEqualTo(2);
        assertThat(lastPublished("gus").devices()).isEmpty();
        assertThat(lastPublished("hal").version()).isEqualTo(1);
        assertThat(lastPublished("hal").devices()).hasSize(1);
    }

    @Test
    void theDeviceRegisteredLongestAgoGivesWayToTheOneTooMany() {
        IntStream.range(0, 20)
                .forEach(i -> register("ida", token("ida" + i)).expectStatus().isCreated());
        register("ida", token("ida0")).expectStatus().isOk();
        register("ida", token("ida20")).expectStatus().isCreated();

        assertThat(lastPublished("ida").devices())
                .hasSize(20)
                .extracting(ProfileChanged.Device::token)
                .contains(token("ida0"), token("ida2"), token("ida20"))
                .doesNotContain(token("ida1"));

        IntStream.range(21, 50)
                .forEach(i -> register("ida", token("ida" + i)).expectStatus().isCreated());
        get("/api/v1/users/ida/devices")
                .expectBody()
                .jsonPath("$.items.length()")
                .isEqualTo(40);
    }

    @Test
    void oneTokenRegisteredAtOnceByManyHasOneOwner() {
        List<String> owners =
                IntStream.range(0, 40).mapToObj(i -> "racer-" + i % 8).toList();
        List<Devices.Registered> registered = Objects.requireNonNull(Flux.fromIterable(owners)
                .flatMap(
                        owner -> devices.register(
                                new DeviceRegistration.Checked(owner, ProfileChanged.Platform.WEB, token("raced")),
                                null),
                        40)
                .collectList()
                .block());

        assertThat(registered).filteredOn(Devices.Registered::isNew).hasSize(1);
        assertThat(registered)
                .extracting(each -> each.device().id())
                .containsOnly(registered.getFirst().device().id());
        assertThat(owners.stream().distinct().map(this::lastPublished).flatMap(profile -> profile.devices().stream()))
                .as("the owners' last profiles")
                .hasSize(1);
    }

    @Test
    void manyDevicesRegisteredAtOnceStayWithinTheLimit() {
        Flux.range(0, 40)
                .flatMap(
                        i -> devices.register(
                                new DeviceRegistration.Checked("jil", ProfileChanged.Platform.IOS, token("jil" + i)),
                                null),
                        40)
                .blockLast();

        assertThat(lastPublished("jil").devices()).hasSize(20);
        assertThat(published("jil")).hasSize(40);
    }

    @Test
    void anUnknownDeviceIsNotFound() {
        delete("/api/v1/devices/0190f3c4-7d1a-7000-8000-000000000000")
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("DEVICE_NOT_FOUND");
    }

    private static String id(org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec response) {
        Map<?, ?> device = Objects.requireNonNull(
                response.expectBody(Map.class).returnResult().getResponseBody());
        return String.valueOf(device.get("id"));
    }
}
