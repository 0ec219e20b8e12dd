package io.notificationhub.delivery;

import reactor.core.publisher.Mono;

/** A vendor that can be asked later what became of a message that it accepted. Its adapter implements this beside {@link VendorSender}. Thread-safe. */
public interface ReceiptSource {

    /** As {@link VendorSender#vendor()}. */
    String vendor();

    /** Empty while the vendor has no final word. An error means that it could not be asked. */
    Mono<VendorReceipt> receipt(OpenMessage message);
}
