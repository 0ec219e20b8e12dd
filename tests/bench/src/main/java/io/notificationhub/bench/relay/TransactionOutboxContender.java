package io.notificationhub.bench.relay;

import com.gruelbox.transactionoutbox.Dialect;
import com.gruelbox.transactionoutbox.Invocation;
import com.gruelbox.transactionoutbox.InvocationSerializer;
import com.gruelbox.transactionoutbox.Persistor;
import com.gruelbox.transactionoutbox.TransactionManager;
import io.notificationhub.bench.measure.JavaProgram;
import io.notificationhub.bench.measure.Servers;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** gruelbox's: each row is a call of a method, made and deleted in a transaction of its own. */
final class TransactionOutboxContender implements OutboxContender {
    private static final String INSERT =
            "INSERT INTO txno_outbox (id, invocation, nextattempttime, attempts, blocked, processed, version)"
                    + " SELECT gen_random_uuid()::text, replace(replace(?, 'a-key', " + DueRows.KEY
                    + "), 'a-payload', replace(" + DueRows.PAYLOAD + ", '\"', '\\\"')),"
                    + " now() - interval '1 s', 0, false, false, 1 FROM generate_series(1, ?) AS n";

    @Override
    public String title() {
        return "transaction-outbox 4.2.268, 32 threads";
    }

    @Override
    public int rows() {
        return 20_000;
    }

    @Override
    public void prepare(Servers servers) {
        Persistor.forDialect(Dialect.POSTGRESQL_9)
                .migrate(TransactionManager.fromConnectionDetails(
                        "org.postgresql.Driver", servers.postgres().jdbcUrl(), DueRows.OWNER, DueRows.OWNER));
    }

    /** As the library writes it, but for many rows at once. */
    @Override
    public void insert(Connection intake, int rows) throws SQLException {
        StringWriter invocation = new StringWriter();
        InvocationSerializer.createDefaultJsonSerializer()
                .serializeInvocation(
                        new Invocation(
                                Publication.class.getName(),
                                "publish",
                                new Class<?>[] {String.class, String.class, String.class},
                                new Object[] {DueRows.TOPIC, "a-key", "a-payload"}),
                        invocation);
        try (PreparedStatement statement = intake.prepareStatement(INSERT)) {
            statement.setString(1, invocation.toString());
            statement.setInt(2, rows);
            statement.executeUpdate();
        }
    }

    @Override
    public JavaProgram program(Servers servers) {
        return JavaProgram.of(TransactionOutboxProgram.class, servers.postgres().jdbcUrl(), servers.bootstrapServers());
    }
}
