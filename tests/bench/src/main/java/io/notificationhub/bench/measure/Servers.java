package io.notificationhub.bench.measure;

import io.notificationhub.local.Infrastructure;
import io.notificationhub.local.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** PostgreSQL with fsync and Kafka, as in the local stack, empty and for one run. */
public final class Servers implements AutoCloseable {
    /** As many as the hub's topics have. */
    public static final int PARTITIONS = 12;

    private final Infrastructure infrastructure;
    private final Path logs;
    private final Admin admin;

    private Servers(Infrastructure infrastructure, Path logs) {
        this.infrastructure = infrastructure;
        this.logs = logs;
        this.admin =
                Admin.create(Map.of("bootstrap.servers", infrastructure.kafka().bootstrapServers()));
    }

    /** @param folder takes the servers' data and all logs */
    public static Servers start(Path folder) throws IOException {
        Infrastructure infrastructure = Infrastructure.forBenches(folder);
        Runtime.getRuntime().addShutdownHook(new Thread(infrastructure::stop, "stop-servers"));
        infrastructure.start();
        Path logs = Files.createDirectories(folder.resolve("logs"));
        return new Servers(infrastructure, logs);
    }

    public String bootstrapServers() {
        return infrastructure.kafka().bootstrapServers();
    }

    public PostgresServer postgres() {
        return infrastructure.postgres();
    }

    public Admin admin() {
        return admin;
    }

    /** Where a contender may write its log. */
    public Path log(String name) {
        return logs.resolve(name + ".log");
    }

    public void createTopic(String name) throws InterruptedException, ExecutionException {
        admin.createTopics(List.of(new NewTopic(name, PARTITIONS, (short) 1)))
                .all()
                .get();
    }

    /** @param role a service's, whose password is its name */
    public Connection connect(String role) throws SQLException {
        return DriverManager.getConnection(postgres().jdbcUrl(), role, role);
    }

    public Connection superuser() throws SQLException {
        return DriverManager.getConnection(
                postgres().jdbcUrl(), PostgresServer.SUPERUSER, PostgresServer.SUPERUSER_PASSWORD);
    }

    /** Changes settings that PostgreSQL reads only when it starts. */
    public void restartPostgresWith(Map<String, String> settings) throws SQLException {
        try (Connection superuser = superuser();
                Statement statement = superuser.createStatement()) {
            for (Map.Entry<String, String> setting : settings.entrySet()) {
                statement.execute("ALTER SYSTEM SET " + setting.getKey() + " = '" + setting.getValue() + "'");
            }
        }
        postgres().restart();
    }

    /** What PostgreSQL's processes have used so far; those that ended are not counted. */
    public Duration postgresCpu() {
        return ProcessHandle.of(postgres().pid().orElseThrow())
                .map(process -> Stream.concat(Stream.of(process), process.descendants()))
                .orElseThrow()
                .map(process -> process.info().totalCpuDuration())
                .flatMap(Optional::stream)
                .reduce(Duration.ZERO, Duration::plus);
    }

    @Override
    public void close() {
        admin.close();
        infrastructure.stop();
    }
}
