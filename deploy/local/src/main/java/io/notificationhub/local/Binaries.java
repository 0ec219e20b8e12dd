package io.notificationhub.local;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * The PostgreSQL and Redis programs, unpacked once per version from the jars that Maven resolved.
 *
 * <p>Safe for several JVMs at once: each unpacks aside and the first to rename wins.
 */
final class Binaries {
    private final Path cache;
    private final Platform platform;
    private final Properties versions = new Properties();

    Binaries(Path cache, Platform platform) {
        this.cache = cache;
        this.platform = platform;
        try (InputStream in = resource("/io/notificationhub/local/versions.properties")) {
            versions.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same programs below the system's temporary folder, which every account can reach. */
    Binaries inSharedFolder() {
        Path shared = Path.of(System.getProperty("java.io.tmpdir"), "notification-hub-binaries");
        try {
            Files.createDirectories(shared);
            String owner = Files.getOwner(shared, LinkOption.NOFOLLOW_LINKS).getName();
            if (!owner.equals(System.getProperty("user.name"))) {
                throw new StartFailure(
                        shared + " belongs to " + owner + "; remove it, or start the hub as a plain user.");
            }
            Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new StartFailure("Could not prepare " + shared + ": " + e.getMessage(), e);
        }
        return new Binaries(shared, platform);
    }

    /** The folder that holds PostgreSQL's {@code bin}, {@code lib} and {@code share}. */
    Path postgres() {
        return unpacked("postgres", folder -> {
            try (var archive = new TarArchiveInputStream(new XZCompressorInputStream(
                    new BufferedInputStream(resource("/" + platform.postgresArchive()), 1 << 16)))) {
                for (TarArchiveEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                    unpack(entry, archive, folder);
                }
            }
        });
    }

    Path redisServer() {
        return unpacked("redis", folder -> {
                    Path program = folder.resolve("redis-server");
                    try (InputStream in = resource("/" + platform.redisBinary())) {
                        Files.copy(in, program);
                    }
                    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
                })
                .resolve("redis-server");
    }

    private Path unpacked(String name, Unpacking unpacking) {
        Path target = cache.resolve(
                name + "-" + versions.getProperty(name) + "-" + platform.system() + "-" + platform.processor());
        if (Files.isDirectory(target)) {
            return target;
        }
        try {
            Files.createDirectories(cache);
            Path aside = Files.createTempDirectory(cache, name + "-");
            Files.setPosixFilePermissions(aside, PosixFilePermissions.fromString("rwxr-xr-x"));
            try {
                unpacking.into(aside);
                Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (FileSystemException e) {
                Folders.delete(aside);
                if (!(e instanceof FileAlreadyExistsException) && !Files.isDirectory(target)) {
                    throw e;
                }
            }
            return target;
        } catch (IOException e) {
            throw new StartFailure("Could not unpack " + name + " to " + target + ": " + e.getMessage(), e);
        }
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path folder) throws IOException {
        Path target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) {
            throw new IOException("entry outside of the archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(java.util.Objects.requireNonNull(target.getParent()));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
            Files.createLink(target, folder.resolve(entry.getLinkName()).normalize());
        } else {
            Files.copy(content, target);
            Files.setPosixFilePermissions(target, permissions(entry.getMode()));
        }
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        return PosixFilePermissions.fromString((mode & 0100) != 0 ? "rwxr-xr-x" : "rw-r--r--");
    }

    private static InputStream resource(String name) {
        InputStream in = Binaries.class.getResourceAsStream(name);
        if (in == null) {
            throw new StartFailure("The class path holds no " + name + "; build again with ./mvnw package.");
        }
        return in;
    }

    @FunctionalInterface
    private interface Unpacking {
        void into(Path folder) throws IOException;
    }
}
