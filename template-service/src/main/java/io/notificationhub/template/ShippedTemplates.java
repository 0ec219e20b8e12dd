package io.notificationhub.template;

import io.notificationhub.contracts.Channel;
import io.notificationhub.templating.LocaleTag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.YamlMapFactoryBean;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Reads the templates that come with the hub: one file per key under {@code shipped-templates}, in it the texts by locale and channel. */
@Component
class ShippedTemplates {
    private static final String FOLDER = "classpath:shipped-templates/";

    private final ResourcePatternResolver resources;
    private final JsonMapper json;

    ShippedTemplates(ResourcePatternResolver resources, JsonMapper json) {
        this.resources = resources;
        this.json = json;
    }

    private record File(String key, Map<String, Map<Channel, Text>> texts) {}

    private record Text(String title, String body) {}

    /** In the order of the files' names. @throws UncheckedIOException if a file can't be read */
    List<ShippedTemplate> read() {
        try {
            EmailPage page = new EmailPage(
                    resources.getResource(FOLDER + "email.html").getContentAsString(StandardCharsets.UTF_8));
            Resource[] files = resources.getResources(FOLDER + "*.yml");
            return Arrays.stream(files)
                    .map(this::file)
                    .flatMap(file -> templates(file, page).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private File file(Resource resource) {
        YamlMapFactoryBean yaml = new YamlMapFactoryBean();
        yaml.setResources(resource);
        yaml.afterPropertiesSet();
        return json.convertValue(yaml.getObject(), File.class);
    }

    private static List<ShippedTemplate> templates(File file, EmailPage page) {
        List<ShippedTemplate> templates = new ArrayList<>();
        file.texts()
                .forEach((tag, channels) -> channels.forEach((channel, text) -> {
                    LocaleTag locale = new LocaleTag(tag);
                    @Nullable
                    String html = channel == Channel.EMAIL ? page.of(locale, text.title(), text.body()) : null;
                    templates.add(new ShippedTemplate(
                            new TemplateName(file.key(), locale, channel),
                            new TemplateText(text.title(), text.body(), html, null)));
                }));
        return templates;
    }
}
