package io.notificationhub.bench.relay;

import io.notificationhub.bench.measure.JavaProcess;
import io.notificationhub.bench.measure.Samples;
import io.notificationhub.bench.measure.Servers;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.ToDoubleFunction;

/**
 * How fast a contender moves rows that all became due at once, from their commit to the last one at Kafka. A warm-up and some drains in the same
 * process; medians count.
 */
record Drain(OutboxContender contender, List<Run> runs) {
    private static final int RUNS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /**
     * One drain.
     *
     * @param cpu processor time of the contender
     * @param postgres the same of PostgreSQL
     */
    record Run(int rows, Duration took, Duration cpu, Duration postgres) {
        double rowsPerSecond() {
            return rows * 1e9 / took.toNanos();
        }

        private double millisPerThousand(Duration time) {
            return time.toNanos() / 1e6 * 1_000 / rows;
        }
    }

    static Drain measure(OutboxContender contender, Servers servers)
            throws SQLException, InterruptedException, ExecutionException {
        contender.prepare(servers);
        TopicEnd topic = new TopicEnd(servers);
        try (JavaProcess process = JavaProcess.start(
                        contender.program(servers),
                        servers.log(contender.getClass().getSimpleName()));
                Connection intake = servers.connect(DueRows.OWNER)) {
            intake.setAutoCommit(false);
            List<Run> runs = new ArrayList<>();
            for (int i = 0; i <= RUNS; i++) {
                contender.insert(intake, contender.rows());
                long before = topic.records();
                Duration cpu = process.cpu();
                Duration postgres = servers.postgresCpu();
                long begin = System.nanoTime();
                intake.commit();
                topic.await(before + contender.rows(), process, PATIENCE);
                runs.add(new Run(
                        contender.rows(),
                        Duration.ofNanos(System.nanoTime() - begin),
                        process.cpu().minus(cpu),
                        servers.postgresCpu().minus(postgres)));
            }
            return new Drain(contender, runs.subList(1, runs.size()));
        }
    }

    double rowsPerSecond() {
        return median(Run::rowsPerSecond);
    }

    double slowest() {
        return runs.stream().mapToDouble(Run::rowsPerSecond).min().orElseThrow();
    }

    double fastest() {
        return runs.stream().mapToDouble(Run::rowsPerSecond).max().orElseThrow();
    }

    /** Milliseconds of the contender's processor time for a thousand rows. */
    double cpu() {
        return median(run -> run.millisPerThousand(run.cpu()));
    }

    /** Milliseconds of PostgreSQL's processor time for a thousand rows. */
    double postgres() {
        return median(run -> run.millisPerThousand(run.postgres()));
    }

    private double median(ToDoubleFunction<Run> figure) {
        return Samples.of(runs.stream().mapToDouble(figure).boxed().toList()).median();
    }
}
