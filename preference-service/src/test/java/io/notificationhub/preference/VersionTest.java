package io.notificationhub.preference;

import static org.assertj.core.api.Assertions.assertThat;

import io.notificationhub.contracts.Kind;
import io.notificationhub.contracts.ProfileChanged;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class VersionTest extends ServiceTest {
    @Autowired
    Users users;

    @Autowired
    Preferences preferences;

    @Autowired
    Devices devices;

    @Test
    void fiftyChangesAtOnceMakeFiftyVersionsInTheOrderInWhichTheyLeave() {
        Flux.range(0, 50).flatMap(this::change, 50).blockLast();

        assertThat(published("kim"))
                .extracting(ProfileChanged::version)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 50).boxed().toList());
        assertThat(lastPublished("kim")).satisfies(last -> {
            assertThat(last.devices()).as("no change is lost").hasSize(16);
            assertThat(last.kinds()).hasSize(1);
            assertThat(last.email()).isNotNull();
        });
    }

    private Mono<?> change(int i) {
        return switch (i % 3) {
            case 0 ->
                users.put(
                        "kim",
                        new UserAddresses("kim" + i + "@example.com", null, null, Given.absent(), Given.absent()),
                        null);
            case 1 ->
                preferences.change(
                        "kim",
                        new PreferenceChange(
                                Kind.MARKETING,
                                i % 2 == 0,
                                null,
                                Given.absent(),
                                Given.absent(),
                                Given.absent(),
                                Given.absent()),
                        "shop",
                        null);
            default ->
                devices.register(
                        new DeviceRegistration.Checked("kim", ProfileChanged.Platform.IOS, token("kim" + i)), null);
        };
    }
}
