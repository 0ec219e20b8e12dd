package io.notificationhub.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * What became of a batch.
 *
 * @param acknowledged how many rows Kafka has
 * @param refused rows that Kafka refuses for what they are
 * @param unsent rows that Kafka could not take now, whatever they are
 * @param outage why not, null if there are none
 */
record Handover(
        int acknowledged,
        List<Refused> refused,
        List<DueRow> unsent,
        @Nullable Throwable outage) {

    record Refused(DueRow row, Throwable error) {}

    /**
     * Judges the batch as a whole: an error that says neither that the row is bad nor that Kafka is in trouble counts against the row only if
     * Kafka took others, so that a broken client or a lost permission never parks an outbox.
     *
     * @param errors by row, null where Kafka acknowledged
     */
    static Handover of(List<DueRow> rows, @Nullable Throwable[] errors) {
        int acknowledged = 0;
        for (Throwable error : errors) {
            acknowledged += error == null ? 1 : 0;
        }
        List<Refused> refused = new ArrayList<>();
        List<DueRow> unsent = new ArrayList<>();
        Throwable outage = null;
        for (int i = 0; acknowledged < errors.length && i < errors.length; i++) {
            Throwable error = errors[i];
            if (error != null && (isOfTheRow(error) || (acknowledged > 0 && !isOfKafka(error)))) {
                refused.add(new Refused(rows.get(i), error));
            } else if (error != null) {
                unsent.add(rows.get(i));
                outage = outage == null ? error : outage;
            }
        }
        return new Handover(acknowledged, refused, unsent, outage);
    }

    /** Whether the row itself is refused, now and probably for ever. */
    static boolean isOfTheRow(Throwable error) {
        return error instanceof RecordTooLargeException
                || error instanceof UnknownTopicOrPartitionException
                || error instanceof InvalidTopicException
                || error instanceof TopicAuthorizationException
                || error instanceof SerializationException;
    }

    private static boolean isOfKafka(Throwable error) {
        return error instanceof RetriableException
                || error instanceof OutOfOrderSequenceException
                || error instanceof InvalidProducerEpochException;
    }

    /** This and a later one of the same turn. */
    Handover and(Handover later) {
        return new Handover(
                acknowledged + later.acknowledged,
                Stream.concat(refused.stream(), later.refused.stream()).toList(),
                Stream.concat(unsent.stream(), later.unsent.stream()).toList(),
                outage == null ? later.outage : outage);
    }

    int rows() {
        return acknowledged + refused.size() + unsent.size();
    }
}
