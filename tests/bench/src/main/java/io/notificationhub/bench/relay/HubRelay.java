package io.notificationhub.bench.relay;

import io.notificationhub.bench.measure.JavaProgram;
import io.notificationhub.bench.measure.Servers;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** The hub's own: the packaged service with its own settings, on intake's outbox alone. */
final class HubRelay implements OutboxContender {
    @Override
    public String title() {
        return "outbox-relay";
    }

    @Override
    public int rows() {
        return 200_000;
    }

    @Override
    public void prepare(Servers servers) throws SQLException {
        DueRows.createTable(servers);
    }

    @Override
    public void insert(Connection intake, int rows) throws SQLException {
        DueRows.insert(intake, rows, Duration.ZERO);
    }

    @Override
    public JavaProgram program(Servers servers) {
        return JavaProgram.ofService(
                "outbox-relay",
                "--server.port=0",
                "--management.server.port=0",
                "--spring.kafka.bootstrap-servers=" + servers.bootstrapServers(),
                "--hub.relay.database.port=" + servers.postgres().port(),
                "--hub.relay.sources[0].schema=" + DueRows.OWNER,
                "--hub.relay.sources[0].service=intake-service",
                "--hub.relay.sources[0].idle-poll=20ms");
    }
}
