package io.notificationhub.bench.relay;

import io.notificationhub.bench.measure.JavaProgram;
import io.notificationhub.bench.measure.Servers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** Reads the same table's inserts from the write-ahead log. Rows stay in the table; whoever deletes them is not measured. */
final class Debezium implements OutboxContender {
    static final String SLOT = "bench";
    static final String PUBLICATION = "bench";

    @Override
    public String title() {
        return "Debezium embedded 3.6.1, EventRouter";
    }

    @Override
    public int rows() {
        return 200_000;
    }

    @Override
    public void prepare(Servers servers) throws SQLException {
        DueRows.createTable(servers);
        try (Connection superuser = servers.superuser();
                Statement statement = superuser.createStatement()) {
            statement.execute(
                    "CREATE PUBLICATION " + PUBLICATION + " FOR TABLE intake.outbox WITH (publish = 'insert')");
            statement.execute("SELECT pg_create_logical_replication_slot('" + SLOT + "', 'pgoutput')");
        }
    }

    @Override
    public void insert(Connection intake, int rows) throws SQLException {
        try (Statement statement = intake.createStatement()) {
            statement.execute("TRUNCATE outbox");
        }
        DueRows.insert(intake, rows, Duration.ZERO);
    }

    @Override
    public JavaProgram program(Servers servers) {
        return JavaProgram.of(
                DebeziumProgram.class, Integer.toString(servers.postgres().port()), servers.bootstrapServers());
    }
}
