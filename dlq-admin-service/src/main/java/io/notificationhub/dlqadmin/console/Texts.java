package io.notificationhub.dlqadmin.console;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;

/** The console's words in one language. */
final class Texts {
    private final Map<String, String> words;

    private Texts(Map<String, String> words) {
        this.words = words;
    }

    static Texts in(Language language) {
        String file = "/console/texts/" + language.code() + ".properties";
        Properties properties = new Properties();
        try (InputStreamReader reader = new InputStreamReader(
                Objects.requireNonNull(Texts.class.getResourceAsStream(file), file), StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " can't be read", e);
        }
        Map<String, String> words = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> words.put(name, properties.getProperty(name)));
        return new Texts(Map.copyOf(words));
    }

    Map<String, String> all() {
        return words;
    }

    /** Empty if the console has no word for it. */
    Optional<String> find(String prefix, String name) {
        return Optional.ofNullable(words.get(prefix + name));
    }

    /** What a name of the API is called; the name itself if the console has no word for it. */
    String of(String prefix, String name) {
        return words.getOrDefault(prefix + name, name);
    }
}
