package io.notificationhub.local;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CheckDiskTest {
    private static final Path FOLDER = Path.of("/somewhere/.hub");

    @Test
    void tooLittleDiskIsOneLineThatSaysWhatToDo() {
        assertThatExceptionOfType(StartFailure.class)
                .isThrownBy(() -> Launcher.checkDisk((2L << 30) - 1, FOLDER))
                .withMessageMatching("Only 2047 MB are free .*/somewhere/\\.hub.* HUB_HOME .*");
    }

    @Test
    void enoughDiskPasses() {
        assertThatNoException().isThrownBy(() -> Launcher.checkDisk(2L << 30, FOLDER));
    }
}
