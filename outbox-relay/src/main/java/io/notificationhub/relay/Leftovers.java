package io.notificationhub.relay;

import io.notificationhub.relay.Handover.Refused;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * What becomes of the rows of a turn that Kafka did not take. One that it could not take stays where it was, and so does one whose topic is missing,
 * until that has lasted too long; one that it refuses otherwise is tried again some times. Then it is parked.
 */
final class Leftovers {
    private static final Logger log = LoggerFactory.getLogger(Leftovers.class);

    private final String schema;
    private final RelayProperties properties;
    private final OutboxTable outbox;
    private final MissingTopics missing;
    private final RelayMetrics metrics;

    Leftovers(
            String schema,
            RelayProperties properties,
            OutboxTable outbox,
            MissingTopics missing,
            RelayMetrics metrics) {
        this.schema = schema;
        this.properties = properties;
        this.outbox = outbox;
        this.missing = missing;
        this.metrics = metrics;
    }

    /** Within the open transaction. */
    Mono<Void> keep(Handover handover, Instant now) {
        List<DueRow> kept = new ArrayList<>(handover.unsent());
        List<Refused> parked = new ArrayList<>();
        for (Refused refused : handover.refused()) {
            DueRow row = refused.row();
            boolean topicIsMissing = refused.error() instanceof UnknownTopicOrPartitionException;
            if (topicIsMissing ? missing.isGivenUp(row, now) : row.failures() + 1 >= properties.refusals()) {
                log.error(
                        "{} for {} is parked, rows behind it overtake: {}",
                        row.id(),
                        row.topic(),
                        refused.error().toString());
                parked.add(refused);
            } else if (topicIsMissing) {
                kept.add(row);
            } else {
                log.warn(
                        "{} for {} is refused, waits: {}",
                        row.id(),
                        row.topic(),
                        refused.error().toString());
                kept.add(row.refusedUntil(now.plus(properties.refusalBackoff())));
            }
        }
        if (!parked.isEmpty()) {
            metrics.parked(schema, parked.size());
        }
        return outbox.add(kept).then(outbox.park(parked, now));
    }
}
