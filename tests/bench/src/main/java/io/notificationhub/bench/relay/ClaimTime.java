package io.notificationhub.bench.relay;

import io.notificationhub.bench.measure.JavaProcess;
import io.notificationhub.bench.measure.Samples;
import io.notificationhub.bench.measure.Servers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How long PostgreSQL takes over a claim, the relay's own statement as the relay itself sends it: PostgreSQL logs the time of each of the relay's
 * statements, and a claim is what its execution took, all rows read.
 */
final class ClaimTime {
    private static final int BATCH = 2_000;
    private static final int MANY = 1_000_000;
    private static final int REPEATS = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern CLAIM =
            Pattern.compile("duration: ([0-9.]+) ms +execute [^:]+: WITH taken AS|: COMMIT AND CHAIN");

    private final Servers servers;
    private final TopicEnd topic;

    ClaimTime(Servers servers) {
        this.servers = servers;
        this.topic = new TopicEnd(servers);
    }

    /**
     * Milliseconds per claim of two thousand rows, what the relay takes at once.
     *
     * @param few the table holds these only
     * @param manyLater it holds a million more that are not due yet
     * @param manyDue it holds a million that are due, down to half a million; of each turn the first claim, the others share the machine with a batch
     *     that is on its way to Kafka
     */
    record Claims(Samples few, Samples manyLater, Samples manyDue) {}

    Claims measure() throws SQLException, IOException, InterruptedException, ExecutionException {
        HubRelay relay = new HubRelay();
        relay.prepare(servers);
        logTimes(0);
        try (JavaProcess process = JavaProcess.start(relay.program(servers), servers.log("ClaimTime"));
                Connection intake = servers.connect(DueRows.OWNER)) {
            batches(intake, process); // warms up
            Samples few = batches(intake, process);
            DueRows.insert(intake, MANY, Duration.ofDays(1));
            Samples manyLater = batches(intake, process);
            try (Statement statement = intake.createStatement()) {
                statement.execute("TRUNCATE outbox");
            }
            long from = logged();
            insert(intake, process, MANY);
            return new Claims(few, manyLater, Samples.of(firstOfTurns(from, MANY / BATCH / 2)));
        } finally {
            logTimes(-1);
        }
    }

    /** They are claimed at once; the looks afterwards find nothing and are shorter. */
    private Samples batches(Connection intake, JavaProcess process)
            throws SQLException, IOException, InterruptedException, ExecutionException {
        List<Double> longest = new ArrayList<>();
        for (int i = 0; i < REPEATS; i++) {
            long from = logged();
            insert(intake, process, BATCH);
            longest.add(Samples.of(claims(from)).most());
        }
        return Samples.of(longest);
    }

    private void insert(Connection intake, JavaProcess process, int rows)
            throws SQLException, InterruptedException, ExecutionException {
        long before = topic.records();
        DueRows.insert(intake, rows, Duration.ZERO);
        topic.await(before + rows, process, PATIENCE);
    }

    private void logTimes(int fromMillis) throws SQLException {
        try (Connection superuser = servers.superuser();
                Statement statement = superuser.createStatement()) {
            statement.execute("ALTER ROLE relay SET log_min_duration_statement = " + fromMillis);
        }
    }

    private long logged() throws IOException {
        return Files.size(servers.postgres().log());
    }

    private List<Double> claims(long from) throws IOException {
        return statements(from)
                .filter(statement -> statement.group(1) != null)
                .map(claim -> Double.parseDouble(claim.group(1)))
                .toList();
    }

    /** Of so many claims those that follow a commit. */
    private List<Double> firstOfTurns(long from, int claims) throws IOException {
        List<Double> firsts = new ArrayList<>();
        boolean committed = false;
        int seen = 0;
        for (MatchResult statement : statements(from).toList()) {
            String millis = statement.group(1);
            if (millis != null && seen++ < claims && committed) {
                firsts.add(Double.parseDouble(millis));
            }
            committed = millis == null;
        }
        return firsts;
    }

    private Stream<MatchResult> statements(long from) throws IOException {
        byte[] log = Files.readAllBytes(servers.postgres().log());
        return CLAIM.matcher(new String(log, (int) from, log.length - (int) from, StandardCharsets.UTF_8))
                .results();
    }
}
