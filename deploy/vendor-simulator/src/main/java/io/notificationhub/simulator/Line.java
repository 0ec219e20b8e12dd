package io.notificationhub.simulator;

/**
 * What became of one parcel of a call.
 *
 * @param status HTTP status or SMTP reply; NHN, which says 200 to everything, the recipient's result code
 * @param messageId the vendor's id of an accepted message, otherwise empty
 */
record Line(Parcel parcel, boolean accepted, int status, String messageId) {
    static Line accepted(Parcel parcel, int status, String messageId) {
        return new Line(parcel, true, status, messageId);
    }

    static Line refused(Parcel parcel, int status) {
        return new Line(parcel, false, status, "");
    }
}
