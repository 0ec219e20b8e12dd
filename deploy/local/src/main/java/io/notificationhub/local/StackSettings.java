package io.notificationhub.local;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What a person can set by environment variables.
 *
 * @param fastStart whether JVMs keep class archives ({@code HUB_AOT=off} turns it off)
 */
record StackSettings(Map<String, String> environment, Ports ports, boolean fastStart) {

    static StackSettings from(Map<String, String> environment) {
        return new StackSettings(
                environment,
                Ports.from(environment),
                !environment.getOrDefault("HUB_AOT", "on").equals("off"));
    }

    /** {@code HUB_JAVA_OPTS} for all, then {@code HUB_<NAME>_JAVA_OPTS} for the one. */
    JavaFlags flags(String shortName, String maxHeap) {
        String options = environment.getOrDefault("HUB_JAVA_OPTS", "") + " "
                + environment.getOrDefault("HUB_" + Ports.shout(shortName) + "_JAVA_OPTS", "");
        List<String> extra = Arrays.stream(options.strip().split("\\s+", -1))
                .filter(option -> !option.isEmpty())
                .toList();
        return new JavaFlags(maxHeap, extra);
    }
}
