package io.notificationhub.relay;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topics of one outbox that Kafka says it doesn't have. Their owners may be about to create them, so for a while their rows are left where they are,
 * all of them: what comes when its topic has just appeared must not overtake what waits for it.
 */
final class MissingTopics {
    private static final Logger log = LoggerFactory.getLogger(MissingTopics.class);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    /** A topic is asked for long before while rows wait for it. If it wasn't, none did, or Kafka was away. */
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(1);

    private final Duration firstWait;
    private final Duration patience;
    private final Map<String, Missing> missing = new ConcurrentHashMap<>();

    /**
     * @param firstWait until a missing topic is asked for again; grows to 10 s
     * @param patience how long a row waits before it is given up
     */
    MissingTopics(Duration firstWait, Duration patience) {
        this.firstWait = firstWait;
        this.patience = patience;
    }

    private record Missing(Instant since, Instant until) {}

    /** The topics not to be asked for in a turn that begins now. */
    Set<String> awaited(Instant now) {
        if (missing.isEmpty()) {
            return Set.of();
        }
        missing.values().removeIf(each -> now.isAfter(each.until().plus(FORGOTTEN_AFTER)));
        return missing.keySet().stream().filter(topic -> isAwaited(topic, now)).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether Kafka said no since the turn that began at the moment. */
    boolean isAwaited(String topic, Instant turn) {
        Missing each = missing.get(topic);
        return each != null && turn.isBefore(each.until());
    }

    /** Kafka said that it doesn't have the topic. */
    void lacks(String topic, Instant now) {
        missing.compute(topic, (name, before) -> {
            if (before == null) {
                log.warn("Kafka has no topic {}: its rows wait, all others pass", name);
                return new Missing(now, now.plus(firstWait));
            }
            return new Missing(before.since(), now.plus(wait(Duration.between(before.since(), now))));
        });
    }

    /** Kafka has the topic. */
    void found(String topic) {
        if (missing.remove(topic) != null) {
            log.info("The topic {} is there", topic);
        }
    }

    /** Whether the row has waited for long enough for a topic that is still missing. */
    boolean isGivenUp(DueRow row, Instant now) {
        Missing each = missing.get(row.topic());
        if (each == null) {
            return false;
        }
        Instant waiting = row.createdAt().isAfter(each.since()) ? row.createdAt() : each.since();
        return !now.isBefore(waiting.plus(patience));
    }

    int size() {
        return missing.size();
    }

    /** Each time, rows are taken and put back. */
    private Duration wait(Duration sofar) {
        Duration longer = sofar.dividedBy(4);
        if (longer.compareTo(firstWait) < 0) {
            return firstWait;
        }
        return longer.compareTo(LONGEST_WAIT) < 0 ? longer : LONGEST_WAIT;
    }
}
