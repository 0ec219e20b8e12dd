package io.notificationhub.relay;

import org.junit.jupiter.api.BeforeEach;

/** A test that begins with empty outboxes. */
interface FreshOutboxes {
    @BeforeEach
    default void emptyOutboxes() {
        Outboxes.reset();
    }
}
