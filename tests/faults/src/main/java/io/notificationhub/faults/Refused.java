package io.notificationhub.faults;

/**
 * A try that was answered with no.
 *
 * @param status of the answer, 0 if there was none
 * @param code of the problem, empty if there was none
 * @param retryAfter whether the answer said when to ask again
 * @param last whether the producer gave up
 */
record Refused(Request request, int status, String code, boolean retryAfter, boolean last) {}
