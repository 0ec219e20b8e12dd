package io.notificationhub.contracts;

/** Names of the hub's Kafka topics. */
public final class Topics {
    public static final String RESULT = "notification.delivery.result";
    public static final String REPLAY = "notification.delivery.replay";
    public static final String DUE = "notification.due";
    public static final String RECEIPT = "notification.receipt";
    /** What workers hear from vendors after the call, by polling; callbacks come to intake over HTTP. */
    public static final String RECEIPT_REPORTED = "notification.receipt.reported";

    public static final String PROFILE_CHANGED = "preference.profile.changed";
    public static final String TEMPLATE_CHANGED = "template.changed";
    public static final String VENDOR_RESULT = "notify.vendor.result";
    public static final String ALERT_FIRED = "alert.fired";

    private Topics() {}

    /** The topic a channel's worker reads for this lane. */
    public static String delivery(Channel channel, Lane lane) {
        String topic = "notification.delivery." + channel.topicName();
        return switch (lane) {
            case PRIORITY -> topic;
            case BULK -> topic + ".bulk";
        };
    }

    public static String deadLetter(Channel channel) {
        return "notification.dlq." + channel.topicName();
    }

    /** Where a record goes that its consumer can't process. */
    public static String poison(String topic) {
        return topic + ".dlq";
    }
}
