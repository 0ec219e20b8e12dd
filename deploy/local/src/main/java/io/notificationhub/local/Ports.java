package io.notificationhub.local;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Every port of the stack by name. {@code HUB_<NAME>_PORT} sets one, {@code HUB_PORT_OFFSET} moves all that are not
 * set.
 */
final class Ports {
    static final String OFFSET = "HUB_PORT_OFFSET";

    /** What a replica's ports are above those of the replica before it. */
    private static final int PER_REPLICA = 20;

    private final Map<String, Integer> ports;

    private Ports(Map<String, Integer> ports) {
        this.ports = ports;
    }

    static Ports from(Map<String, String> environment) {
        return of(environment, List.of());
    }

    /** With ports for further replicas. */
    static Ports of(Map<String, String> environment, List<ServiceSpec> replicas) {
        int offset = number(OFFSET, environment.getOrDefault(OFFSET, "0"), -65_535, 65_535);
        Map<String, Integer> ports = new LinkedHashMap<>();
        Map<Integer, String> owners = new LinkedHashMap<>();
        defaults(replicas).forEach((name, standard) -> {
            String chosen = environment.get(variable(name));
            int port = chosen == null || chosen.isBlank()
                    ? number(OFFSET, Integer.toString(standard + offset), 1, 65_535)
                    : number(variable(name), chosen, 1, 65_535);
            String other = owners.put(port, name);
            if (other != null) {
                throw new StartFailure("Port " + port + " is given to both " + other + " and " + name + "; change "
                        + variable(other) + " or " + variable(name) + ".");
            }
            ports.put(name, port);
        });
        return new Ports(ports);
    }

    int of(String name) {
        return Objects.requireNonNull(ports.get(name), name);
    }

    String url(String name) {
        return "http://" + Loopback.HOST + ":" + of(name);
    }

    Map<String, Integer> all() {
        return ports;
    }

    /** All ports as the environment variables that set them. */
    Map<String, String> asEnvironment() {
        Map<String, String> environment = new LinkedHashMap<>();
        ports.forEach((name, port) -> environment.put(variable(name), Integer.toString(port)));
        return environment;
    }

    static String variable(String name) {
        return "HUB_" + shout(name) + "_PORT";
    }

    static String shout(String name) {
        return name.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    static int number(String variable, String text, int least, int most) {
        try {
            int number = Integer.parseInt(text.strip());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below, together with numbers out of range
        }
        throw new StartFailure(
                variable + " gives " + text + ", which is not a number from " + least + " to " + most + ".");
    }

    private static Map<String, Integer> defaults(List<ServiceSpec> replicas) {
        Map<String, Integer> ports = new LinkedHashMap<>();
        int next = 8080;
        for (ServiceSpec service : ServiceSpec.IN_PORT_ORDER) {
            ports.put(service.shortName(), next);
            if (service.hasManagement()) {
                ports.put(service.shortName() + "-management", next + 1000);
            }
            next++;
        }
        for (ServiceSpec replica : replicas) {
            int more = PER_REPLICA * (replica.number() - 1);
            ports.put(replica.shortName(), Objects.requireNonNull(ports.get(replica.shortArtifact())) + more);
            ports.put(
                    replica.shortName() + "-management",
                    Objects.requireNonNull(ports.get(replica.shortArtifact() + "-management")) + more);
        }
        ports.put("simulator-smtp", 8025);
        ports.put("postgres", 15432);
        ports.put("redis", 16379);
        ports.put("kafka", 19092);
        ports.put("kafka-controller", 19093);
        return ports;
    }
}
