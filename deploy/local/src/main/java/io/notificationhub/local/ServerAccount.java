package io.notificationhub.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * As whom PostgreSQL runs, which refuses to run as root.
 *
 * <p>For a plain user: as that user. For root: in a user namespace of its own, in which root is nobody in particular;
 * where namespaces are forbidden, as {@code nobody}, who then must be able to reach the folders.
 */
sealed interface ServerAccount {

    List<String> wrap(List<String> command);

    /** Makes the file belong to the account. */
    void own(Path file);

    static ServerAccount forFolder(Path data) {
        if (!isRoot()) {
            return new Own();
        }
        if (Platform.onPath("unshare") && succeeds(List.of("unshare", "-U", "true"))) {
            return new Namespace();
        }
        Nobody nobody = new Nobody(
                Platform.onPath("setpriv")
                        ? List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups")
                        : List.of("runuser", "-u", "nobody", "--"));
        nobody.ownAll(data);
        return nobody;
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static boolean succeeds(List<String> command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The account that started the launcher. */
    record Own() implements ServerAccount {
        @Override
        public List<String> wrap(List<String> command) {
            return command;
        }

        @Override
        public void own(Path file) {}
    }

    /** Root outside, nobody inside; the process id and the files' owner stay the same. */
    record Namespace() implements ServerAccount {
        @Override
        public List<String> wrap(List<String> command) {
            return Platform.prepend(List.of("unshare", "-U"), command);
        }

        @Override
        public void own(Path file) {}
    }

    /** The system's unprivileged account. */
    record Nobody(List<String> prefix) implements ServerAccount {
        @Override
        public List<String> wrap(List<String> command) {
            return Platform.prepend(prefix, command);
        }

        @Override
        public void own(Path file) {
            try {
                Files.setOwner(
                        file,
                        file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
            } catch (IOException e) {
                throw new StartFailure(
                        "As root, PostgreSQL needs a user namespace or the account nobody: " + e.getMessage()
                                + ". Start the hub as a plain user.",
                        e);
            }
        }

        void ownAll(Path folder) {
            if (!Files.exists(folder)) {
                return;
            }
            try (Stream<Path> content = Files.walk(folder)) {
                content.forEach(this::own);
            } catch (IOException e) {
                throw new StartFailure("Could not read " + folder + ": " + e.getMessage(), e);
            }
        }
    }
}
