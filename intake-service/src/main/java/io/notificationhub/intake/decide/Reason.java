package io.notificationhub.intake.decide;

/** Why a channel, or the whole notification, was left out. Part of the API. */
public enum Reason {
    /** The recipient opted out of the kind. */
    OPT_OUT,
    /** It is night where the recipient lives. */
    QUIET_HOURS,
    /** No channel is left. */
    NO_ELIGIBLE_CHANNEL,
    /** Not among the recipient's preferred channels. */
    NOT_PREFERRED,
    /** Not among the channels that the request names. */
    NOT_REQUESTED,
    /** The hub knows no address for the channel. */
    NO_ADDRESS,
    /** PUSH: the recipient has no active device. */
    NO_ACTIVE_DEVICE,
    /** The address bounced, complained or said stop. */
    ADDRESS_SUPPRESSED,
    /** AlimTalk may not be sent between 21:00 and 08:00 in Korea. */
    VENDOR_NIGHT_BLOCK,
    /** The channel needs a template and there is none for it. */
    TEMPLATE_REQUIRED,
    /** When it came due: the template is gone or needs more than was given, or the text is too long or neglects the duties of advertising. */
    CONTENT_NOT_SENDABLE,
    /** When it came due: the recipient was erased. */
    RECIPIENT_GONE,
    /** Used because another channel could not reach the recipient. */
    FALLBACK
}
