package io.notificationhub.bench.relay;

import io.notificationhub.bench.measure.Contender;
import io.notificationhub.bench.measure.Servers;
import java.sql.Connection;
import java.sql.SQLException;

/** A way to move rows of an outbox to Kafka. All keep their tables in intake's schema and publish to {@link DueRows#TOPIC}. */
interface OutboxContender extends Contender {
    /** How many rows are drained at a time: fewer by those that would take minutes. */
    int rows();

    /** Makes the tables, and all else that must be there before the program starts. */
    void prepare(Servers servers) throws SQLException;

    /** Inserts so many rows that are due as soon as the transaction commits. */
    void insert(Connection intake, int rows) throws SQLException;
}
