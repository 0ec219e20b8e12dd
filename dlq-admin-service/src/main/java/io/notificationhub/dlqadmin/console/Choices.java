package io.notificationhub.dlqadmin.console;

import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.ErrorClass;
import io.notificationhub.dlqadmin.letter.DeskStatus;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What the filters of the desk offer, with what was chosen. */
final class Choices {
    private Choices() {}

    static Map<String, Object> of(Map<String, String> fields, Texts texts) {
        return new Model()
                .with("channels", options(Channel.values(), "channel", fields.getOrDefault("channel", ""), texts))
                .with("errors", options(ErrorClass.values(), "error", fields.getOrDefault("errorType", ""), texts))
                .with("states", options(DeskStatus.values(), "status", fields.getOrDefault("status", ""), texts))
                .values();
    }

    static List<Map<String, Object>> options(Enum<?>[] constants, String prefix, String chosen, Texts texts) {
        return Arrays.stream(constants)
                .map(constant -> new Model()
                        .with("value", constant.name())
                        .with("label", texts.of(prefix, constant.name()))
                        .with("chosen", constant.name().equalsIgnoreCase(chosen))
                        .values())
                .toList();
    }
}
