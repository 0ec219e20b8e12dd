package io.notificationhub.bench.relay;

import static java.util.Objects.requireNonNull;

import io.namastack.outbox.handler.OutboxRecordMetadata;
import io.notificationhub.bench.measure.JavaProgram;
import io.notificationhub.bench.measure.Servers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** namastack's: keys are shared out to threads, each row is handed to a handler and then deleted. */
final class NamastackContender implements OutboxContender {
    private static final String SCHEMA = "/schema/postgres/outbox-tables.sql";
    private static final String INSERT =
            "INSERT INTO outbox_record (id, status, record_key, record_type, payload, created_at, failure_count, next_retry_at,"
                    + " partition_no, handler_id)"
                    + " SELECT gen_random_uuid()::text, 'NEW', " + DueRows.KEY + ", ?,"
                    + " json_build_object('topic', '" + DueRows.TOPIC + "', 'key', " + DueRows.KEY + ", 'payload', "
                    + DueRows.PAYLOAD + ")::text, now(), 0, now(), n % 256, ? FROM generate_series(1, ?) AS n";

    @Override
    public String title() {
        return "namastack-outbox 1.6.0, 32 threads";
    }

    @Override
    public int rows() {
        return 20_000;
    }

    @Override
    public void prepare(Servers servers) throws SQLException {
        try (Connection owner = servers.connect(DueRows.OWNER);
                Statement statement = owner.createStatement();
                InputStream in = requireNonNull(NamastackContender.class.getResourceAsStream(SCHEMA))) {
            statement.execute(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As the library writes it, but for many rows at once. */
    @Override
    public void insert(Connection intake, int rows) throws SQLException {
        try (PreparedStatement statement = intake.prepareStatement(INSERT)) {
            statement.setString(1, NamastackProgram.Message.class.getName());
            statement.setString(
                    2,
                    NamastackProgram.Handler.class.getName() + "#handle(" + NamastackProgram.Message.class.getName()
                            + "," + OutboxRecordMetadata.class.getName() + ")");
            statement.setInt(3, rows);
            statement.executeUpdate();
        }
    }

    @Override
    public JavaProgram program(Servers servers) {
        return JavaProgram.of(NamastackProgram.class, servers.postgres().jdbcUrl(), servers.bootstrapServers());
    }
}
