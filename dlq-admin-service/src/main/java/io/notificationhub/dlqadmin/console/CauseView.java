package io.notificationhub.dlqadmin.console;

import io.notificationhub.dlqadmin.letter.Causes;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/** Causes of dead letters as templates show them. */
final class CauseView {
    private CauseView() {}

    static Model of(Causes causes, Map<String, String> fields, Texts texts) {
        return new Model()
                .with("given", fields)
                .with("total", causes.totalCount())
                .with("none", causes.groups().isEmpty())
                .with(
                        "ways",
                        Arrays.stream(Causes.By.values())
                                .map(by -> new Model()
                                        .with("value", by.label())
                                        .with("label", texts.of("by", by.label()))
                                        .with("chosen", causes.by().contains(by))
                                        .values())
                                .toList())
                .with(
                        "groups",
                        causes.groups().stream()
                                .map(group -> group(group, texts))
                                .toList());
    }

    private static Map<String, Object> group(Causes.Group group, Texts texts) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath("/desk");
        group.filter().forEach(address::queryParam);
        return new Model()
                .with("channel", named("channel", group.channelType(), texts))
                .with("errorClass", named("error", group.errorClass(), texts))
                .with("vendor", shown(group.vendor()))
                .with("vendorCode", shown(group.vendorCode()))
                .with("template", several(group.templateKey(), group.templateCount()))
                .with("producer", several(group.producerId(), group.producerCount()))
                .with("count", group.count())
                .with("open", group.openCount())
                .at("first", group.firstAt())
                .at("last", group.lastAt())
                .with("address", address.encode().toUriString())
                .with("filter", Input.hidden(group.filter()))
                .values();
    }

    private static String named(String prefix, @Nullable Enum<?> value, Texts texts) {
        return value == null ? "·" : texts.of(prefix, value.name());
    }

    private static String shown(@Nullable String value) {
        return value == null ? "–" : value;
    }

    private static String several(@Nullable String value, long number) {
        return value != null ? value : number == 0 ? "–" : number + "×";
    }
}
