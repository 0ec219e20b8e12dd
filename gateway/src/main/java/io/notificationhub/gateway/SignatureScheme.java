package io.notificationhub.gateway;

import reactor.core.publisher.Mono;

/** How a vendor proves that a callback is its own. */
interface SignatureScheme {
    /**
     * Empty if the callback proves nothing, for whatever reason: nothing a stranger sends is an error of ours. Fails only if the proof can't
     * be looked at now, because something outside is out of reach.
     */
    Mono<Proof> verify(Callback callback);
}
