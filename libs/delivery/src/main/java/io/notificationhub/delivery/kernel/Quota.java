package io.notificationhub.delivery.kernel;

import io.notificationhub.contracts.Lane;
import io.notificationhub.delivery.Outcome;
import reactor.core.publisher.Mono;

/** The right to call one vendor account. Thread-safe. */
public interface Quota {

    /** No limit at all. */
    Quota UNLIMITED = new Quota() {
        @Override
        public Mono<Void> take(Lane lane) {
            return Mono.empty();
        }

        @Override
        public void giveBack(Lane lane) {}

        @Override
        public void heed(Outcome outcome) {}

        @Override
        public boolean isUnlimited() {
            return true;
        }
    };

    /** Completes when one call may be made. Waits for as long as that takes; whoever cancels gives its place up. Never fails. */
    Mono<Void> take(Lane lane);

    /** Returns what was taken for a call that is not made after all. */
    void giveBack(Lane lane);

    /** Learns from what a call came to: refusals for sending too much slow all callers down, successes slowly let them go faster again. */
    void heed(Outcome outcome);

    /** Whether nobody ever waits. */
    default boolean isUnlimited() {
        return false;
    }
}
