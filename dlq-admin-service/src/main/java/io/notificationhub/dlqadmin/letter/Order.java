package io.notificationhub.dlqadmin.letter;

import io.notificationhub.web.Caller;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who orders a decision, in which bulk job if in one, and in which trace. */
public record Order(
        Caller.Operator operator,
        @Nullable UUID jobId,
        @Nullable String traceparent) {}
