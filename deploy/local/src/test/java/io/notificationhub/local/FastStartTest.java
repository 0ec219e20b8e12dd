package io.notificationhub.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FastStartTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void anArchiveOfACompleteStartIsUsedAgain() throws IOException {
        FastStart first = new FastStart(folder, true);
        first.begin();
        assertThat(first.recording()).isTrue();
        first.ready();
        Path archive = Files.writeString(folder.resolve("classes.jsa"), "written by the JVM at its end");

        FastStart second = new FastStart(folder, true);
        assertThat(second.begin()).contains("-XX:SharedArchiveFile=" + archive);

        assertThat(second.recording()).isFalse();
        assertThat(archive).exists();
    }

    @Test
    void anArchiveOfAStartThatWasBrokenOffIsForgotten() throws IOException {
        new FastStart(folder, true).begin();
        Path archive = Files.writeString(folder.resolve("classes.jsa"), "written by the JVM at its end");

        FastStart second = new FastStart(folder, true);
        second.begin();

        assertThat(second.recording()).isTrue();
        assertThat(archive).doesNotExist();
    }

    @Test
    void turnedOffItAddsNothing() {
        FastStart off = new FastStart(folder, false);

        assertThat(off.begin()).isEmpty();
        assertThat(off.recording()).isFalse();
        assertThat(folder).isEmptyDirectory();
    }
}
