package io.notificationhub.local;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** PostgreSQL with the hub's database, Redis and Kafka, started and stopped together. */
public final class Infrastructure {
    private final PostgresServer postgres;
    private final RedisServer redis;
    private final KafkaBroker kafka;

    private Infrastructure(PostgresServer postgres, RedisServer redis, KafkaBroker kafka) {
        this.postgres = postgres;
        this.redis = redis;
        this.kafka = kafka;
    }

    /**
     * Servers for tests, on free ports and without fsync.
     *
     * @param folder takes a folder for this JVM with data, logs and the records of the processes; those of JVMs that
     *     ended are deleted
     */
    public static Infrastructure forTests(Path folder) {
        return in(folder, false);
    }

    /**
     * Servers for measurements: as those for tests, but with fsync.
     *
     * @param folder as for tests
     */
    public static Infrastructure forBenches(Path folder) {
        return in(folder, true);
    }

    private static Infrastructure in(Path folder, boolean durable) {
        Path home = TestFolder.claim(folder.toAbsolutePath());
        Binaries binaries = new Binaries(ProjectFolder.home().resolve("binaries"), Platform.current());
        Path state = home.resolve("state");
        Path logs = home.resolve("logs");
        Path data = home.resolve("data");
        return new Infrastructure(
                new PostgresServer(binaries, Loopback.freePort(), data.resolve("postgres"), state, logs, durable),
                new RedisServer(binaries, Loopback.freePort(), data.resolve("redis"), state, logs),
                new KafkaBroker(
                        Loopback.freePort(),
                        Loopback.freePort(),
                        data.resolve("kafka"),
                        state,
                        logs,
                        new JavaFlags("320m", List.of()),
                        new FastStart(home, false)));
    }

    /**
     * Starts all three side by side and prepares the database.
     *
     * @throws StartFailure if one does not start; the others are stopped then
     */
    public void start() {
        CompletableFuture<?>[] starts = {
            CompletableFuture.runAsync(() -> {
                postgres.start();
                HubDatabase.prepare(postgres);
            }),
            CompletableFuture.runAsync(redis::start),
            CompletableFuture.runAsync(kafka::start)
        };
        try {
            CompletableFuture.allOf(starts).join();
        } catch (CompletionException e) {
            stop();
            throw e.getCause() instanceof StartFailure failure ? failure : e;
        }
    }

    /** Stops all three; their data stays. */
    public void stop() {
        servers().parallelStream().forEach(LocalServer::stop);
    }

    private List<LocalServer> servers() {
        return List.of(kafka, redis, postgres);
    }

    public PostgresServer postgres() {
        return postgres;
    }

    public RedisServer redis() {
        return redis;
    }

    public KafkaBroker kafka() {
        return kafka;
    }
}
