package io.notificationhub.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * As whom PostgreSQL runs, which refuses to run as root.
 *
 * <p>For a plain user: as that user. For root: in a user namespace of its own, in which root is nobody in particular;
 * where namespaces are forbidden, as {@code nobody}, to whom the data then belongs.
 */
sealed interface ServerAccount {

    List<String> wrap(List<String> command);

    /** Makes the file belong to the account. */
    void own(Path file);

    /** PostgreSQL's programs where the account can reach them. */
    default Path programs(Binaries binaries) {
        return binaries.postgres();
    }

    static ServerAccount forFolder(Path data) {
        if (!isRoot()) {
            return new Own();
        }
        if (Platform.onPath("unshare") && Platform.succeeds(List.of("unshare", "-U", "true"))) {
            return new Namespace();
        }
        Nobody nobody = new Nobody(Nobody.SETPRIV);
        if (!Platform.onPath("setpriv") || !Platform.succeeds(nobody.wrap(List.of("true")))) {
            throw new StartFailure("PostgreSQL does not run as root, and neither user namespaces (unshare -U) nor"
                    + " setpriv are possible here; start the hub as a plain user.");
        }
        nobody.ownAll(data);
        return nobody;
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
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

    /** An unprivileged account that may still pass through folders that only root may enter. */
    record Nobody(List<String> prefix) implements ServerAccount {
        private static final int ID = 65_534;
        private static final List<String> SETPRIV = List.of(
                "setpriv",
                "--reuid=" + ID,
                "--regid=" + ID,
                "--clear-groups",
                "--inh-caps=-all,+dac_override",
                "--ambient-caps=-all,+dac_override");

        @Override
        public List<String> wrap(List<String> command) {
            return Platform.prepend(prefix, command);
        }

        @Override
        public void own(Path file) {
            try {
                Files.setAttribute(file, "unix:uid", ID, LinkOption.NOFOLLOW_LINKS);
            } catch (IOException e) {
                throw new StartFailure(
                        "Could not give " + file + " to the account PostgreSQL runs as: " + e.getMessage()
                                + "; start the hub as a plain user.",
                        e);
            }
        }

        /** PostgreSQL asks whether its own program may be executed in a way that disregards the added capability. */
        @Override
        public Path programs(Binaries binaries) {
            Path programs = binaries.postgres();
            return open(programs) ? programs : binaries.inSharedFolder().postgres();
        }

        private static boolean open(Path folder) {
            return Stream.iterate(folder, Objects::nonNull, Path::getParent).allMatch(step -> {
                try {
                    return Files.getPosixFilePermissions(step).contains(PosixFilePermission.OTHERS_EXECUTE);
                } catch (IOException e) {
                    return false;
                }
            });
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
