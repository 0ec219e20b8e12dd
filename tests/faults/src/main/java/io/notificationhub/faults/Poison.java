package io.notificationhub.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/** F7: bad records on every topic, and outbox rows that are no event, too large for Kafka, or for a topic that doesn't exist. */
final class Poison implements Fault {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int TOO_LARGE = 3_000_000;

    private final List<String> findings = new ArrayList<>();

    @Override
    public String name() {
        return "F7 poison records and rows";
    }

    @Override
    public Span befall(Bench bench) {
        Instant begin = bench.clock().instant();
        String mark = "poison-" + begin.toEpochMilli();
        try (Garbage garbage = new Garbage(bench.stack().port(19092), mark)) {
            Set<String> topics = garbage.consumedTopics();
            garbage.put(topics);
            bench.records().insertOutboxRow("notification.delivery.push", mark, "no JSON " + mark);
            bench.records().insertOutboxRow("notification.delivery.email", mark, "x".repeat(TOO_LARGE));
            bench.records().insertOutboxRow("no.such.topic", mark, "{}");
            Patience.until(
                    PATIENCE,
                    () -> missing(garbage, topics).isEmpty() && bench.records().parked(mark) == 2);
            findings.addAll(missing(garbage, topics));
            if (bench.records().parked(mark) != 2) {
                findings.add("of two rows that Kafka refuses " + bench.records().parked(mark) + " are parked");
            }
            if (topics.isEmpty()) {
                findings.add("nobody reads any topic");
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return new Span(begin, bench.clock().instant());
    }

    private static List<String> missing(Garbage garbage, Set<String> topics) {
        try {
            Map<String, Long> found = garbage.poisoned(topics);
            return topics.stream()
                    .filter(topic -> found.getOrDefault(topic, 0L) < garbage.perTopic())
                    .map(topic -> topic + ": " + found.getOrDefault(topic, 0L) + " of " + garbage.perTopic()
                            + " stand in its poison topic")
                    .toList();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean lawful(Refused refused) {
        return false;
    }

    @Override
    public List<Guarantee> more(Bench bench) {
        return List.of(new NoFindings("neither dead-lettered nor parked", findings));
    }
}
