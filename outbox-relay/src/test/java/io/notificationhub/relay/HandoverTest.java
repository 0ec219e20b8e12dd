package io.notificationhub.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.NetworkException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HandoverTest {
    private static final List<DueRow> ROWS = IntStream.range(0, 3)
            .mapToObj(i -> new DueRow(
                    new UUID(0, i), "topic", "key", "type", "{}", null, (short) 1, Instant.EPOCH, Instant.EPOCH, (short)
                            0))
            .toList();

    private enum Fate {
        REFUSED,
        UNSENT
    }

    record Case(Throwable error, Fate whileOthersPass, Fate aloneInTrouble) {}

    static Stream<Case> cases() {
        return Stream.of(
                new Case(new RecordTooLargeException("2 MB"), Fate.REFUSED, Fate.REFUSED),
                new Case(new UnknownTopicOrPartitionException(), Fate.REFUSED, Fate.REFUSED),
                new Case(new InvalidTopicException("a/b"), Fate.REFUSED, Fate.REFUSED),
                new Case(new TopicAuthorizationException("topic"), Fate.REFUSED, Fate.REFUSED),
                new Case(new SerializationException("no"), Fate.REFUSED, Fate.REFUSED),
                new Case(new TimeoutException("5000 ms"), Fate.UNSENT, Fate.UNSENT),
                new Case(new NetworkException(), Fate.UNSENT, Fate.UNSENT),
                new Case(new NotEnoughReplicasException("1 of 2"), Fate.UNSENT, Fate.UNSENT),
                new Case(new OutOfOrderSequenceException("7"), Fate.UNSENT, Fate.UNSENT),
                // Nobody knows whose fault these are until Kafka takes something else.
                new Case(new PolicyViolationException("no"), Fate.REFUSED, Fate.UNSENT),
                new Case(new ClusterAuthorizationException("no"), Fate.REFUSED, Fate.UNSENT),
                new Case(new AuthenticationException("no"), Fate.REFUSED, Fate.UNSENT),
                new Case(new KafkaException("closed"), Fate.REFUSED, Fate.UNSENT),
                new Case(new IllegalStateException("closed"), Fate.REFUSED, Fate.UNSENT));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void anErrorCountsAgainstTheRowOnlyIfItIsTheRows(Case each) {
        assertThat(fate(each.error(), Handover.of(ROWS, new @Nullable Throwable[] {null, each.error(), null})))
                .isEqualTo(each.whileOthersPass());
        Throwable[] all = {each.error(), each.error(), each.error()};
        assertThat(fate(each.error(), Handover.of(ROWS, all))).isEqualTo(each.aloneInTrouble());
    }

    private static Fate fate(Throwable error, Handover handover) {
        assertThat(handover.rows()).isEqualTo(3);
        if (handover.unsent().isEmpty()) {
            assertThat(handover.outage()).isNull();
            assertThat(handover.refused()).contains(new Handover.Refused(ROWS.get(1), error));
            return Fate.REFUSED;
        }
        assertThat(handover.outage()).isSameAs(error);
        assertThat(handover.refused()).isEmpty();
        assertThat(handover.unsent()).contains(ROWS.get(1));
        return Fate.UNSENT;
    }

    @Test
    void aBadRowInAnOutageIsRefusedAndTheOthersStay() {
        Throwable tooLarge = new RecordTooLargeException("2 MB");
        Throwable down = new TimeoutException("5000 ms");
        assertThat(Handover.of(ROWS, new Throwable[] {down, tooLarge, down}))
                .isEqualTo(new Handover(
                        0,
                        List.of(new Handover.Refused(ROWS.get(1), tooLarge)),
                        List.of(ROWS.get(0), ROWS.get(2)),
                        down));
    }

    @Test
    void aBatchThatKafkaTookLeavesNothing() {
        assertThat(Handover.of(ROWS, new @Nullable Throwable[3]))
                .isEqualTo(new Handover(3, List.of(), List.of(), null));
    }
}
