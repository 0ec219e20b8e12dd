package io.notificationhub.web;

/**
 * A body of well-formed UTF-8 that says it is JSON, not looked at yet: for a handler that takes it apart itself.
 *
 * @param bytes not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record RawJson(byte[] bytes) {}
