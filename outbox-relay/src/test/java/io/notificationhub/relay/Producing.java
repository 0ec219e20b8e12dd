package io.notificationhub.relay;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A service at work: commits rows of forty keys to intake's outbox until it is stopped; each key's values count up. */
final class Producing implements AutoCloseable {
    private static final int KEYS = 40;
    private static final int ROWS_PER_COMMIT = 25;

    private final String topic;
    private final Random random = new Random(5);
    private final Map<String, List<String>> written = new HashMap<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final Future<?> commits;
    private final Connection database;
    private long id = 1;

    Producing(String topic) {
        this.topic = topic;
        try {
            database = Outboxes.as("intake");
            database.setAutoCommit(false);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        this.commits = thread.scheduleWithFixedDelay(this::commit, 0, 10, TimeUnit.MILLISECONDS);
    }

    private void commit() {
        Instant now = Instant.now();
        List<OutboxEntry> rows = new ArrayList<>();
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < ROWS_PER_COMMIT; i++) {
            String key = "recipient-" + random.nextInt(KEYS);
            int count = counts.merge(key, 1, Integer::sum)
                    - 1
                    + written.getOrDefault(key, List.of()).size();
            rows.add(new OutboxEntry(
                    new UUID(id++, random.nextLong()),
                    topic,
                    key,
                    "counted.v1",
                    Integer.toString(count),
                    null,
                    now,
                    now));
        }
        try {
            Outboxes.insert(database, rows);
            database.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        rows.forEach(row ->
                written.computeIfAbsent(row.key(), key -> new ArrayList<>()).add(row.payload()));
    }

    /** Stops, and tells what each key's values were, in order. */
    Map<String, List<String>> stop() {
        close();
        if (commits.state() == Future.State.FAILED) {
            throw new IllegalStateException("The producing service failed", commits.exceptionNow());
        }
        return written;
    }

    @Override
    public void close() {
        thread.close();
        try {
            database.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
