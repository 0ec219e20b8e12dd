package io.notificationhub.intake.event;

import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.TemplateChanged;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** What template-service publishes for the templates it ships, so that the shipped routes are tested with the texts they are made for. */
final class ShippedTemplates {
    private static final Path FOLDER = Path.of("../template-service/src/main/resources/shipped-templates");

    private ShippedTemplates() {}

    static List<TemplateChanged> all(Instant at) {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".yml"))
                    .flatMap(file -> read(file, at).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<TemplateChanged> read(Path file, Instant at) {
        try (Reader reader = Files.newBufferedReader(file)) {
            Map<?, ?> content = new Yaml().load(reader);
            List<TemplateChanged> templates = new ArrayList<>();
            String key = String.valueOf(content.get("key"));
            Objects.requireNonNull((Map<?, ?>) content.get("texts"))
                    .forEach((locale, channels) -> ((Map<?, ?>) channels)
                            .forEach((channel, words) -> templates.add(new TemplateChanged(
                                    UUID.randomUUID(),
                                    key,
                                    String.valueOf(locale),
                                    Channel.valueOf(String.valueOf(channel)),
                                    1,
                                    String.valueOf(((Map<?, ?>) words).get("title")),
                                    String.valueOf(((Map<?, ?>) words).get("body")),
                                    null,
                                    null,
                                    at,
                                    null,
                                    null))));
            return templates;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
