package io.notificationhub.gateway;

/** Who calls, as proved. */
sealed interface Identity {

    /**
     * A service that asks for notifications.
     *
     * @param scopes separated by spaces
     */
    record Producer(String id, String scopes) implements Identity {}

    /** A person at the dead-letter desk. */
    record Operator(String name) implements Identity {}

    /** A vendor that calls back. */
    record Vendor(String name) implements Identity {}

    /** Anyone, where nothing has to be proved. */
    record Stranger() implements Identity {}
}
