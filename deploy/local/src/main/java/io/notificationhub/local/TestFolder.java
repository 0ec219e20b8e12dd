package io.notificationhub.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where one test JVM keeps its servers' data: JVMs side by side don't meet, and what a dead one left is cleared. */
final class TestFolder {
    private static final String OWNER = "owner.pid";

    private TestFolder() {}

    static Path claim(Path parent) {
        Folders.create(parent);
        for (Path folder : siblings(parent)) {
            boolean owned = ProcessRecord.read(folder.resolve(OWNER))
                    .flatMap(ProcessRecord::running)
                    .isPresent();
            if (!owned) {
                Leftovers.endAll(folder.resolve("state"));
                Folders.delete(folder);
            }
        }
        ProcessHandle self = ProcessHandle.current();
        Path aside = Folders.create(parent.resolve("new-" + self.pid()));
        ProcessRecord.of(self).write(aside.resolve(OWNER));
        try {
            return Files.move(aside, parent.resolve("jvm-" + self.pid())); // so that nobody sees it without an owner
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> siblings(Path parent) {
        try (Stream<Path> folders = Files.list(parent)) {
            return folders.filter(folder -> folder.getFileName().toString().startsWith("jvm-"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
