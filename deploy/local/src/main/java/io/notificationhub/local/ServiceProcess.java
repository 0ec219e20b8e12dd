package io.notificationhub.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One of the hub's applications, or the vendor simulator, in its own JVM. */
final class ServiceProcess extends LocalServer {
    private static final String FCM_CREDENTIALS = "HUB_FCM_CREDENTIALS";
    private static final String INNER_SECRET = "HUB_INNER_SECRET";

    private final ServiceSpec spec;
    private final HubFolders folders;
    private final StackSettings settings;
    private final FastStart fastStart;

    ServiceProcess(ServiceSpec spec, HubFolders folders, StackSettings settings) {
        super(spec.name(), settings.ports().of(spec.shortName()), folders.state(), folders.logs());
        this.spec = spec;
        this.folders = folders;
        this.settings = settings;
        this.fastStart = new FastStart(folders.apps().resolve(spec.name()), settings.fastStart());
    }

    ServiceSpec spec() {
        return spec;
    }

    boolean recordsFastStart() {
        return fastStart.recording();
    }

    @Override
    Duration startLimit() {
        return Duration.ofMinutes(2);
    }

    @Override
    void becameReady() {
        fastStart.ready();
    }

    @Override
    Duration stopGrace() {
        return super.stopGrace().plus(fastStart.ending());
    }

    @Override
    Duration pollInterval() {
        return Duration.ofMillis(150);
    }

    @Override
    List<String> command() {
        Path jar = new ApplicationArchive(fatJar(folders, spec), folders.apps(), spec.name()).laidOut();
        List<String> command = new ArrayList<>(
                settings.flags(spec.shortArtifact(), spec.maxHeap()).command());
        command.addAll(fastStart.begin());
        command.addAll(List.of("-jar", jar.toString()));
        return command;
    }

    /** The jar that the build made; a missing one is the person's to build. */
    static Path fatJar(HubFolders folders, ServiceSpec spec) {
        Path target = folders.project().resolve(spec.folder()).resolve("target");
        if (Files.isDirectory(target)) {
            try (DirectoryStream<Path> jars = Files.newDirectoryStream(target, spec.artifact() + "-*-app.jar")) {
                for (Path jar : jars) {
                    return jar;
                }
            } catch (IOException e) {
                throw new StartFailure("Could not read " + target + ": " + e.getMessage(), e);
            }
        }
        throw new StartFailure(spec.artifact() + " is not built (no " + target.resolve(spec.artifact() + "-*-app.jar")
                + "); build it with ./mvnw -DskipTests package.");
    }

    @Override
    Map<String, String> environment() {
        Ports ports = settings.ports();
        Map<String, String> environment = new HashMap<>(ports.asEnvironment());
        for (ServiceSpec peer : ServiceSpec.IN_PORT_ORDER) {
            environment.put("HUB_" + Ports.shout(peer.shortName()) + "_URL", ports.url(peer.shortName()));
        }
        environment.put("HUB_PUBLIC_URL", ports.url("gateway"));
        environment.put("HUB_CALLBACK_BASE", ports.url("gateway"));
        environment.put("SERVER_PORT", Integer.toString(port()));
        environment.put("SPRING_KAFKA_BOOTSTRAP_SERVERS", Loopback.HOST + ":" + ports.of("kafka"));
        environment.put("SPRING_DATA_REDIS_HOST", Loopback.HOST);
        environment.put("SPRING_DATA_REDIS_PORT", Integer.toString(ports.of("redis")));
        environment.put(INNER_SECRET, settings.environment().getOrDefault(INNER_SECRET, "local-inner-secret"));
        environment.put("MALLOC_ARENA_MAX", "2"); // each arena of the C library keeps memory of its own
        if (spec.hasManagement()) {
            environment.put("MANAGEMENT_SERVER_PORT", Integer.toString(managementPort()));
        }
        if (spec.shortArtifact().equals("push") && !settings.environment().containsKey(FCM_CREDENTIALS)) {
            environment.put(
                    FCM_CREDENTIALS,
                    ServiceAccountKey.in(folders.apps().resolve(spec.name())).toString());
        }
        if (spec.role() != null) {
            String database = "postgresql://" + Loopback.HOST + ":" + ports.of("postgres") + "/" + HubDatabase.NAME;
            environment.put("SPRING_R2DBC_URL", "r2dbc:" + database);
            environment.put("SPRING_R2DBC_USERNAME", spec.role());
            environment.put("SPRING_R2DBC_PASSWORD", spec.role());
            environment.put("SPRING_FLYWAY_URL", "jdbc:" + database);
            environment.put("SPRING_FLYWAY_USER", spec.role());
            environment.put("SPRING_FLYWAY_PASSWORD", spec.role());
        }
        return environment;
    }

    private int managementPort() {
        return settings.ports().of(spec.shortName() + "-management");
    }

    @Override
    boolean answers() {
        return spec.hasManagement()
                ? answersOk(managementPort(), "/actuator/health/readiness")
                : answersOk(port(), "/_sim/stats");
    }

    private static boolean answersOk(int port, String path) {
        String request = "GET " + path + " HTTP/1.1\r\nHost: " + Loopback.HOST + "\r\nConnection: close\r\n\r\n";
        return Loopback.answers(
                port, request.getBytes(StandardCharsets.US_ASCII), "HTTP/1.1 200".getBytes(StandardCharsets.US_ASCII));
    }
}
