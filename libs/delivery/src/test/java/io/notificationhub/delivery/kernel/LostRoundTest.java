package io.notificationhub.delivery.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.notificationhub.contracts.DeliveryRequested;
import io.notificationhub.contracts.DeliveryResult;
import io.notificationhub.contracts.Kind;
import io.notificationhub.delivery.Outcome;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;

/** A worker that was so slow that another one has finished its round meanwhile. */
class LostRoundTest {
    private static final Outcome ACCEPTED = new Outcome.Accepted("slow");
    private static final Outcome BUSY = new Outcome.Transient(Outcome.Scope.RECIPIENT, "30003", "busy");
    private static final Outcome CUT = new Outcome.Ambiguous("NO_ANSWER", "cut");

    private final Hub hub = new Hub();

    static Stream<Arguments> furtherCalls() {
        return Stream.of(
                Arguments.of("another try", new ScriptedSender(false, BUSY, ACCEPTED)),
                Arguments.of("a resend", new ScriptedSender(false, CUT, ACCEPTED)),
                Arguments.of("a repetition", new ScriptedSender(true, CUT, ACCEPTED)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("furtherCalls")
    void callsNoMoreAndRepeatsTheOthersReport(String what, ScriptedSender vendor) {
        DeliveryRequested message = Hub.message(Kind.TRANSACTIONAL);
        CountedQuota quota = new CountedQuota(2);

        Hub.deliver(hub.worker(new Stolen(hub.claims()), Hub.vendor(vendor, quota)), message);

        List<DeliveryResult> results = hub.results(1);
        assertThat(results).extracting(DeliveryResult::vendorMessageId).containsExactly("quick");
        assertThat(vendor.keys()).as(what).hasSize(1);
        assertThat(quota.left()).as("tokens").isEqualTo(1);
    }

    /** Another worker takes the round over and finishes it before the first renewal. */
    private static final class Stolen extends ForwardingClaims {
        Stolen(Claims claims) {
            super(claims);
        }

        @Override
        public Mono<Boolean> renew(UUID attemptId, int round, int rejections, @Nullable String groupId) {
            Ending others = Ending.of(new Outcome.Accepted("quick"), "scripted", 1, Hub.START, Hub.START);
            return settle(attemptId, round, others).then(super.renew(attemptId, round, rejections, groupId));
        }
    }
}
