package io.notificationhub.contracts;

/**
 * Record headers: CloudEvents 1.0 in Kafka binary mode, as
 * <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md">its binding</a> names them,
 * and W3C {@code traceparent}.
 */
public final class CloudEventHeaders {
    public static final String ID = "ce_id";
    public static final String TYPE = "ce_type";
    public static final String SOURCE = "ce_source";
    public static final String TIME = "ce_time";
    public static final String SPEC_VERSION = "ce_specversion";
    public static final String SPEC_VERSION_1 = "1.0";
    public static final String TRACEPARENT = "traceparent";

    private CloudEventHeaders() {}
}
