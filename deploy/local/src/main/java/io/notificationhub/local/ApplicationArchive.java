package io.notificationhub.local;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * A Spring Boot jar laid out as plain jars: without the nested-jar loader a JVM starts faster, can use an ahead-of-time
 * cache, and the services share the pages of their common libraries.
 */
final class ApplicationArchive {
    private static final String CLASSES = "BOOT-INF/classes/";
    private static final String LIBRARIES = "BOOT-INF/lib/";
    private static final String LOADER = "org/springframework/boot/loader/";

    private final Path fatJar;
    private final Path apps;
    private final String name;

    ApplicationArchive(Path fatJar, Path apps, String name) {
        this.fatJar = fatJar;
        this.apps = apps;
        this.name = name;
    }

    /** The jar to start; laid out again if the fat jar has changed since. */
    Path laidOut() {
        Path folder = apps.resolve(name);
        Path jar = folder.resolve(name + ".jar");
        Path stampFile = folder.resolve("stamp");
        try {
            String stamp = Files.getLastModifiedTime(fatJar) + " " + Files.size(fatJar);
            if (Files.exists(jar)
                    && Files.exists(stampFile)
                    && Files.readString(stampFile).equals(stamp)) {
                return jar;
            }
            Folders.delete(folder);
            Files.createDirectories(folder);
            Files.createDirectories(apps.resolve("lib"));
            layOut(jar);
            Files.writeString(stampFile, stamp);
            return jar;
        } catch (IOException e) {
            throw new StartFailure("Could not unpack " + fatJar + ": " + e.getMessage(), e);
        }
    }

    private void layOut(Path jar) throws IOException {
        try (JarFile archive = new JarFile(fatJar.toFile())) {
            List<String> classPath = new ArrayList<>();
            for (String library : libraries(archive)) {
                classPath.add("../lib/" + shared(archive, archive.getJarEntry(library)));
            }
            try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(jar));
                    JarOutputStream out = new JarOutputStream(file, manifest(archive, classPath))) {
                for (JarEntry entry : archive.stream().toList()) {
                    copyOwn(archive, entry, out);
                }
            }
        }
    }

    /** In class-path order, which decides when two libraries hold the same class. */
    private static List<String> libraries(JarFile archive) throws IOException {
        JarEntry index = archive.getJarEntry("BOOT-INF/classpath.idx");
        if (index == null) {
            return archive.stream()
                    .map(JarEntry::getName)
                    .filter(entry -> entry.startsWith(LIBRARIES) && entry.endsWith(".jar"))
                    .toList();
        }
        try (InputStream in = archive.getInputStream(index)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.replaceAll("^- \"|\"$", ""))
                    .toList();
        }
    }

    /** The file that all services share, named by content. */
    private String shared(JarFile archive, JarEntry library) throws IOException {
        String base = library.getName().substring(LIBRARIES.length()).replaceAll("\\.jar$", "");
        String file = base + "-" + Long.toHexString(library.getCrc()) + ".jar";
        Path target = apps.resolve("lib").resolve(file);
        if (!Files.exists(target)) {
            Path aside = Files.createTempFile(apps.resolve("lib"), base, ".part");
            try (InputStream in = archive.getInputStream(library)) {
                Files.copy(in, aside, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
        }
        return file;
    }

    private static Manifest manifest(JarFile archive, List<String> classPath) throws IOException {
        Manifest manifest = new Manifest(archive.getManifest());
        Attributes attributes = manifest.getMainAttributes();
        String start = attributes.getValue("Start-Class");
        if (start == null) {
            throw new IOException("it is no Spring Boot application jar");
        }
        attributes.put(Attributes.Name.MAIN_CLASS, start);
        attributes.put(Attributes.Name.CLASS_PATH, String.join(" ", classPath));
        return manifest;
    }

    private static void copyOwn(JarFile archive, JarEntry entry, JarOutputStream out) throws IOException {
        String entryName = entry.getName();
        boolean foreign = entryName.equals(JarFile.MANIFEST_NAME)
                || entryName.equals(CLASSES)
                || entryName.startsWith(LOADER)
                || (entryName.startsWith("BOOT-INF/") && !entryName.startsWith(CLASSES));
        if (foreign) {
            return;
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try (InputStream in = archive.getInputStream(entry)) {
            in.transferTo(content);
        }
        JarEntry copy = new JarEntry(entryName.startsWith(CLASSES) ? entryName.substring(CLASSES.length()) : entryName);
        copy.setLastModifiedTime(entry.getLastModifiedTime());
        out.putNextEntry(copy);
        out.write(content.toByteArray());
        out.closeEntry();
    }
}
