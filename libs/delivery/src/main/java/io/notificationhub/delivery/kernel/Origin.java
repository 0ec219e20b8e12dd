package io.notificationhub.delivery.kernel;

import org.jspecify.annotations.Nullable;

/** Where a message came from: the partition that brings it again if the worker dies, and the trace that it belongs to. */
public record Origin(int partition, @Nullable String traceparent) {}
