package io.notificationhub.local;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One application of the stack, or one of its replicas.
 *
 * @param artifact of Maven
 * @param shortArtifact in environment variables for all replicas: {@code HUB_<SHORT_ARTIFACT>_JAVA_OPTS}, {@code _REPLICAS}
 * @param folder the module's folder
 * @param maxHeap as for {@code -Xmx}
 * @param role its PostgreSQL role, null if it has no database
 * @param needsServers whether it can only start once PostgreSQL, Redis and Kafka answer
 * @param number 1 for the first, which alone is addressed by the others
 */
record ServiceSpec(
        String artifact,
        String shortArtifact,
        String folder,
        String maxHeap,
        @Nullable String role,
        boolean needsServers,
        int number) {

    /** In the order of their ports, from 8080. */
    static final List<ServiceSpec> IN_PORT_ORDER = List.of(
            new ServiceSpec("gateway", "gateway", "gateway", "128m", null, false, 1),
            new ServiceSpec("intake-service", "intake", "intake-service", "192m", "intake", true, 1),
            new ServiceSpec("preference-service", "preference", "preference-service", "128m", "preference", true, 1),
            new ServiceSpec("template-service", "template", "template-service", "128m", "template", true, 1),
            new ServiceSpec("outbox-relay", "relay", "outbox-relay", "128m", "relay", true, 1),
            worker("push"),
            worker("email"),
            worker("sms"),
            worker("alimtalk"),
            new ServiceSpec("dlq-admin-service", "dlq-admin", "dlq-admin-service", "128m", "dlq", true, 1),
            new ServiceSpec("vendor-simulator", "simulator", "deploy/vendor-simulator", "128m", null, false, 1));

    /** What needs no servers comes first: both start while Kafka does, which keeps one processor busy only. Then the owners of what others copy. */
    static final List<ServiceSpec> IN_START_ORDER = List.of(
            byName("vendor-simulator"),
            byName("gateway"),
            byName("template-service"),
            byName("preference-service"),
            byName("intake-service"),
            byName("dlq-admin-service"),
            byName("outbox-relay"),
            byName("worker-push"),
            byName("worker-email"),
            byName("worker-sms"),
            byName("worker-alimtalk"));

    private static ServiceSpec worker(String channel) {
        return new ServiceSpec("worker-" + channel, channel, "worker-" + channel, "128m", null, true, 1);
    }

    private static ServiceSpec byName(String name) {
        return IN_PORT_ORDER.stream()
                .filter(service -> service.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The name of its process and log. */
    String name() {
        return numbered(artifact);
    }

    /** In environment variables: {@code HUB_<SHORT_NAME>_PORT}, {@code _URL}. */
    String shortName() {
        return numbered(shortArtifact);
    }

    private String numbered(String text) {
        return number == 1 ? text : text + "-" + number;
    }

    ServiceSpec replica(int which) {
        return new ServiceSpec(artifact, shortArtifact, folder, maxHeap, role, needsServers, which);
    }

    /** The simulator plays the outside world and has no actuator. */
    boolean hasManagement() {
        return !shortArtifact.equals("simulator");
    }
}
