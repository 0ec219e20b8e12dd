package io.notificationhub.contracts;

/**
 * An event of the hub. Its JSON is the record's components by name; a reader ignores fields it doesn't know, so that fields may be
 * added but never renamed, removed or given another type within one {@link #type()}.
 */
public sealed interface HubEvent
        permits AlertFired,
                DeadLetterRaised,
                DeliveryRequested,
                DeliveryResult,
                NotificationDue,
                ProfileChanged,
                ReceiptRecorded,
                ReceiptReported,
                ReplayRequested,
                TemplateChanged,
                VendorResult {

    /** CloudEvents {@code type}, with the version of the shape as its last part. */
    String type();

    String topic();

    /** The record key: events with one key stay in order. */
    String key();
}
