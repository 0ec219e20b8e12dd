package io.notificationhub.local;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CheckDiskTest {
    private static final Path FOLDER = Path.of("/somewhere/.hub");

    @Test
    void too_little_disk_is_one_line_that_says_what_to_do() {
        assertThatExceptionOfType(StartFailure.class)
                .isThrownBy(() -> Launcher.checkDisk((2L << 30) - 1, FOLDER))
                .withMessageMatching("Only 2047 MB are free .*/somewhere/\\.hub.* HUB_HOME .*");
    }

    @Test
    void enough_disk_passes() {
        assertThatNoException().isThrownBy(() -> Launcher.checkDisk(2L << 30, FOLDER));
    }
}
