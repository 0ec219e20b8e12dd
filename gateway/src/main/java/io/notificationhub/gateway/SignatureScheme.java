package io.notificationhub.gateway;

import org.jspecify.annotations.Nullable;

/** How a vendor proves that a callback is its own. */
interface SignatureScheme {
    /** Null if the callback proves nothing, for whatever reason. Never throws: nothing a stranger sends is an error of ours. */
    @Nullable
    Proof verify(Callback callback);
}
