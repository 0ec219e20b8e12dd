package io.notificationhub.delivery;

import io.notificationhub.contracts.DeliveryRequested;
import reactor.core.publisher.Mono;

/** One vendor's wire protocol. Thread-safe. */
public interface VendorSender {

    /** The vendor's name as the API shows it: fcm, ses, smtp, twilio, nhn. */
    String vendor();

    /**
     * Whether a call that is repeated with the same {@link VendorCall#idempotencyKey()} sends the message once. Only then is a call of unknown
     * outcome repeated without counting as a double send.
     */
    default boolean repeatable() {
        return false;
    }

    /**
     * Makes exactly one call. The adapter translates the vendor's answer; a network error may be left as it is and is then classified by
     * {@link NetworkFailure}. It neither retries nor limits time: its caller does.
     */
    Mono<Outcome> send(VendorCall call);

    /**
     * Asks the vendor what became of a message that it may have taken. Only for vendors that are {@link #repeatable()}, when they have forgotten the
     * key.
     *
     * @return empty if the vendor knows nothing of it or can't be asked
     */
    default Mono<Outcome> find(DeliveryRequested message) {
        return Mono.empty();
    }
}
