package io.notificationhub.testkit;

import io.notificationhub.local.Infrastructure;
import io.notificationhub.local.KafkaBroker;
import io.notificationhub.local.PostgresServer;
import io.notificationhub.local.RedisServer;
import java.nio.file.Path;
import org.springframework.test.context.DynamicPropertyRegistry;

/**
 * Real PostgreSQL, Redis and Kafka, started on first use and shared by all tests of this JVM.
 *
 * <p>They run on free ports with their data under {@code target/infrastructure}, empty at the start, with the hub's
 * database, roles and schemas in place, and stop with the JVM. A test that stops or kills a server through its object
 * must start it again before it ends.
 */
public final class SharedInfrastructure {
    private final Infrastructure servers;

    private SharedInfrastructure(Infrastructure servers) {
        this.servers = servers;
    }

    /** The running servers. Safe to call from several threads; the first call takes a few seconds. */
    public static SharedInfrastructure get() {
        return Started.INSTANCE;
    }

    /**
     * Gives a Spring test the servers' addresses, and one service's credentials for the database and its migration. The service may
     * be called without the gateway.
     *
     * @param role the service's role, which is also its password and its schema: {@code intake}, {@code preference},
     *     {@code template}, {@code dlq} or {@code relay}
     */
    public static void register(DynamicPropertyRegistry registry, String role) {
        SharedInfrastructure shared = get();
        registry.add("spring.r2dbc.url", shared::r2dbcUrl);
        registry.add("spring.r2dbc.username", () -> role);
        registry.add("spring.r2dbc.password", () -> role);
        registry.add("spring.flyway.url", shared::jdbcUrl);
        registry.add("spring.flyway.user", () -> role);
        registry.add("spring.flyway.password", () -> role);
        registry.add("spring.data.redis.host", () -> "127.0.0.1");
        registry.add("spring.data.redis.port", shared::redisPort);
        registry.add("spring.kafka.bootstrap-servers", shared::kafkaBootstrapServers);
        registry.add("hub.web.only-from-gateway", () -> false);
    }

    public int postgresPort() {
        return servers.postgres().port();
    }

    public int redisPort() {
        return servers.redis().port();
    }

    public String kafkaBootstrapServers() {
        return servers.kafka().bootstrapServers();
    }

    /** The hub's database, without credentials. */
    public String jdbcUrl() {
        return servers.postgres().jdbcUrl();
    }

    /** The hub's database, without credentials. */
    public String r2dbcUrl() {
        return servers.postgres().r2dbcUrl();
    }

    /** The server itself, for tests of what happens when it is down. */
    public PostgresServer postgres() {
        return servers.postgres();
    }

    /** The server itself, for tests of what happens when it is down. */
    public RedisServer redis() {
        return servers.redis();
    }

    /** The server itself, for tests of what happens when it is down. */
    public KafkaBroker kafka() {
        return servers.kafka();
    }

    private static final class Started {
        static final SharedInfrastructure INSTANCE = start();

        private static SharedInfrastructure start() {
            Infrastructure servers = Infrastructure.forTests(Path.of("target", "infrastructure"));
            Runtime.getRuntime().addShutdownHook(new Thread(servers::stop, "stop-infrastructure"));
            servers.start();
            return new SharedInfrastructure(servers);
        }
    }
}
