package io.notificationhub.local;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a person can set by environment variables.
 *
 * @param replicas beside the first of each application ({@code HUB_EMAIL_REPLICAS=3} starts two more)
 * @param fastStart whether JVMs keep class archives ({@code HUB_AOT=off} turns it off)
 */
record StackSettings(Map<String, String> environment, Ports ports, List<ServiceSpec> replicas, boolean fastStart) {
    private static final int MOST_REPLICAS = 5;

    static StackSettings from(Map<String, String> environment) {
        List<ServiceSpec> replicas = ServiceSpec.IN_START_ORDER.stream()
                .filter(ServiceSpec::needsServers)
                .flatMap(spec ->
                        IntStream.rangeClosed(2, replicas(spec, environment)).mapToObj(spec::replica))
                .toList();
        return new StackSettings(
                environment,
                Ports.of(environment, replicas),
                replicas,
                !environment.getOrDefault("HUB_AOT", "on").equals("off"));
    }

    private static int replicas(ServiceSpec spec, Map<String, String> environment) {
        String variable = "HUB_" + Ports.shout(spec.shortArtifact()) + "_REPLICAS";
        return Ports.number(variable, environment.getOrDefault(variable, "1"), 1, MOST_REPLICAS);
    }

    /** All applications in the order of their starts. */
    List<ServiceSpec> services() {
        return Stream.concat(ServiceSpec.IN_START_ORDER.stream(), replicas.stream())
                .toList();
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
