package io.notificationhub.delivery;

import io.notificationhub.contracts.DeliveryRequested;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A vendor that takes many messages in one call, under one idempotency key, and says of each what became of it. Used for the bulk lane; messages of
 * the priority lane go one by one. Thread-safe.
 */
public interface GroupSender extends VendorSender {

    /** Most messages in one call. */
    int largestGroup();

    /** What messages must have in common to share a call; null if this one can't be sent at all. */
    @Nullable
    String groupingKey(DeliveryRequested message);

    /** The call with these messages, in a form that can be stored and sent again. It holds all that {@link #send(String, String)} needs. */
    String write(List<DeliveryRequested> members);

    /**
     * Makes exactly one call; as {@link VendorSender#send}.
     *
     * @param groupId the call's idempotency key
     * @param call what {@link #write} made
     */
    Mono<GroupOutcome> send(String groupId, String call);
}
