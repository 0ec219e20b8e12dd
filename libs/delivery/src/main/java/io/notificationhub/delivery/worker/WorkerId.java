package io.notificationhub.delivery.worker;

/** Tells this process from every other that shares its claims and quotas. */
record WorkerId(String value) {}
