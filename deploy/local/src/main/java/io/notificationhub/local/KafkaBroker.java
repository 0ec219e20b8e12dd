package io.notificationhub.local;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** One Kafka node, broker and KRaft controller in one JVM. Topics are created by the services that own them. */
public final class KafkaBroker extends LocalServer {
    private static final String CLUSTER_ID = "bm90aWZpY2F0aW9uLWh1Yg";
    private static final short API_VERSIONS = 18;
    private static final int CORRELATION_ID = 0x48554221;

    private final int controllerPort;
    private final Path data;
    private final JavaFlags flags;
    private final FastStart fastStart;

    KafkaBroker(
            int port,
            int controllerPort,
            Path data,
            Path stateFolder,
            Path logFolder,
            JavaFlags flags,
            FastStart fastStart) {
        super("kafka", port, stateFolder, logFolder);
        this.controllerPort = controllerPort;
        this.data = data;
        this.flags = flags;
        this.fastStart = fastStart;
    }

    public String bootstrapServers() {
        return Loopback.HOST + ":" + port();
    }

    @Override
    List<String> command() {
        Path logs = Folders.create(data.resolve("logs"));
        Path configuration = data.resolve("server.properties");
        StringBuilder text = new StringBuilder();
        settings(logs)
                .forEach((setting, value) ->
                        text.append(setting).append('=').append(value).append('\n'));
        try {
            Files.writeString(configuration, text);
        } catch (IOException e) {
            throw new StartFailure("Could not write " + configuration + ": " + e.getMessage(), e);
        }
        List<String> command = new ArrayList<>(flags.command());
        command.addAll(fastStart.begin());
        command.addAll(
                List.of("-Dlog4j2.configurationFile=classpath:io/notificationhub/local/kafka-log4j2.properties"));
        command.addAll(List.of("-cp", classPath(), KafkaNode.class.getName()));
        command.addAll(List.of(configuration.toString(), logs.toString(), CLUSTER_ID));
        return command;
    }

    private Map<String, String> settings(Path logs) {
        String broker = "PLAINTEXT://" + Loopback.HOST + ":" + port();
        Map<String, String> settings = new TreeMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("controller.quorum.voters", "1@" + Loopback.HOST + ":" + controllerPort);
        settings.put("listeners", broker + ",CONTROLLER://" + Loopback.HOST + ":" + controllerPort);
        settings.put("advertised.listeners", broker);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("log.dirs", logs.toString());
        settings.put("auto.create.topics.enable", "false");
        // One node: nothing can be replicated, and internal topics need no spread.
        settings.put("default.replication.factor", "1");
        settings.put("min.insync.replicas", "1");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "4");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "4");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("share.coordinator.state.topic.num.partitions", "1");
        // A group of one consumer need not wait for others to join.
        settings.put("group.initial.rebalance.delay.ms", "0");
        // After a crash the node is let in again only once its earlier self counts as dead.
        settings.put("broker.heartbeat.interval.ms", "1000");
        settings.put("broker.session.timeout.ms", "4000");
        // Nobody follows this node's metadata log, so it need not prove twice a second that it lives.
        settings.put("metadata.max.idle.interval.ms", "0");
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        settings.put("background.threads", "2");
        settings.put("log.cleaner.dedupe.buffer.size", "8388608");
        settings.put("log.segment.bytes", "67108864");
        settings.put("controlled.shutdown.enable", "false");
        return settings;
    }

    private static String classPath() {
        try (InputStream in = Objects.requireNonNull(
                KafkaBroker.class.getResourceAsStream("/META-INF/local-stack/kafka.classpath"))) {
            Path own = Path.of(KafkaBroker.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return own + java.io.File.pathSeparator + new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException | URISyntaxException e) {
            throw new StartFailure("Kafka's class path is unknown: " + e.getMessage(), e);
        }
    }

    @Override
    void becameReady() {
        fastStart.ready();
    }

    @Override
    Duration stopGrace() {
        return super.stopGrace().plus(fastStart.ending());
    }

    /** Kafka answers requests only once the broker may serve clients, so the smallest of them is the probe. */
    @Override
    boolean answers() {
        ByteBuffer request = ByteBuffer.allocate(14);
        request.putInt(10)
                .putShort(API_VERSIONS)
                .putShort((short) 0)
                .putInt(CORRELATION_ID)
                .putShort((short) -1);
        return Loopback.answersAfter(
                port(),
                request.array(),
                4,
                ByteBuffer.allocate(4).putInt(CORRELATION_ID).array());
    }
}
