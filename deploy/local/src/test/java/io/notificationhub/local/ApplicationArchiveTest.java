package io.notificationhub.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplicationArchiveTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void theLayoutIsAPlainJarWithItsLibrariesBesideItInClassPathOrder() throws IOException {
        Path jar = new ApplicationArchive(fatJar("app.Main"), folder.resolve("apps"), "app").laidOut();

        try (JarFile plain = new JarFile(jar.toFile())) {
            Attributes manifest = plain.getManifest().getMainAttributes();
            assertThat(manifest.getValue(Attributes.Name.MAIN_CLASS)).isEqualTo("app.Main");
            assertThat(manifest.getValue(Attributes.Name.CLASS_PATH))
                    .matches("\\.\\./lib/second-\\p{XDigit}+\\.jar \\.\\./lib/first-\\p{XDigit}+\\.jar");
            assertThat(plain.stream().map(JarEntry::getName))
                    .contains("app/Main.class", "db/migration/", "db/migration/V1.sql")
                    .noneMatch(name -> name.startsWith("BOOT-INF") || name.startsWith("org/springframework/boot"));
        }
        for (String library : Files.readString(libraryList(jar)).split(" ", -1)) {
            assertThat(jar.resolveSibling(library)).exists();
        }
    }

    @Test
    void theLayoutIsMadeOnceAndAgainWhenTheJarHasChanged() throws IOException {
        Path fat = fatJar("app.Main");
        ApplicationArchive archive = new ApplicationArchive(fat, folder.resolve("apps"), "app");
        Path jar = archive.laidOut();
        Path cache = Files.writeString(jar.resolveSibling("classes.jsa"), "made by the JVM");

        archive.laidOut();
        assertThat(cache).exists();

        Files.setLastModifiedTime(fat, FileTime.from(Instant.EPOCH));
        archive.laidOut();
        assertThat(cache).doesNotExist();
    }

    @Test
    void aJarThatIsNoApplicationIsRefused() throws IOException {
        ApplicationArchive archive = new ApplicationArchive(fatJar(""), folder.resolve("apps"), "app");

        assertThatExceptionOfType(StartFailure.class)
                .isThrownBy(archive::laidOut)
                .withMessageContaining("no Spring Boot application jar");
    }

    private Path libraryList(Path jar) throws IOException {
        try (JarFile plain = new JarFile(jar.toFile())) {
            return Files.writeString(
                    folder.resolve("libraries"),
                    plain.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH));
        }
    }

    private Path fatJar(String startClass) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (!startClass.isEmpty()) {
            manifest.getMainAttributes().putValue("Start-Class", startClass);
        }
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("org/springframework/boot/loader/Launcher.class", "loader");
        entries.put("BOOT-INF/", "");
        entries.put("BOOT-INF/classes/", "");
        entries.put("BOOT-INF/classes/app/Main.class", "main");
        entries.put("BOOT-INF/classes/db/migration/", "");
        entries.put("BOOT-INF/classes/db/migration/V1.sql", "SELECT 1");
        entries.put("BOOT-INF/lib/first.jar", "one");
        entries.put("BOOT-INF/lib/second.jar", "two");
        entries.put("BOOT-INF/classpath.idx", "- \"BOOT-INF/lib/second.jar\"\n- \"BOOT-INF/lib/first.jar\"\n");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream out = new JarOutputStream(bytes, manifest)) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                out.putNextEntry(new JarEntry(entry.getKey()));
                out.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
                out.closeEntry();
            }
        }
        return Files.write(folder.resolve("fat.jar"), bytes.toByteArray());
    }
}
