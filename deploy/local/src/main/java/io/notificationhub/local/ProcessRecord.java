package io.notificationhub.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Which process plays a part, kept on disk so that a later launcher finds what an earlier, killed one left behind.
 *
 * @param birth identifies the process together with its id: an id alone may have been given to a stranger since
 */
record ProcessRecord(long pid, String birth) {
    private static final Path PROC = Path.of("/proc");

    static ProcessRecord of(ProcessHandle process) {
        return new ProcessRecord(process.pid(), birth(process));
    }

    static Optional<ProcessRecord> read(Path file) {
        try {
            String[] parts = Files.readString(file).strip().split(" ", 2);
            return parts.length == 2
                    ? Optional.of(new ProcessRecord(Long.parseLong(parts[0]), parts[1]))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NumberFormatException e) {
            return Optional.empty(); // cut short by a full disk or a crash: as good as none
        }
    }

    void write(Path file) {
        try {
            Path aside = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(aside, pid + " " + birth + "\n");
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The very process that was recorded, if it still runs. */
    Optional<ProcessHandle> running() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> birth(process).equals(birth));
    }

    /** On Linux by the kernel's own counters, since a start time on the wall clock moves when the clock is set. */
    private static String birth(ProcessHandle process) {
        Path stat = PROC.resolve(process.pid() + "/stat");
        if (Files.isReadable(stat)) {
            try {
                String line = Files.readString(stat);
                String[] afterName = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
                if (afterName[0].equals("Z")) {
                    return "gone"; // ended, but its parent never asked
                }
                String boot = Files.readString(PROC.resolve("sys/kernel/random/boot_id"))
                        .strip();
                return boot + "/" + afterName[19];
            } catch (IOException e) {
                return "gone";
            }
        }
        return process.info()
                .startInstant()
                .map(start -> Long.toString(start.toEpochMilli()))
                .orElse("unknown");
    }
}
