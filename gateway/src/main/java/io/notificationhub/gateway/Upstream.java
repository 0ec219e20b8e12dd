package io.notificationhub.gateway;

import java.util.Locale;

/** A service behind the gateway. */
enum Upstream {
    INTAKE,
    PREFERENCE,
    TEMPLATE,
    DLQ_ADMIN;

    /** The name in logs, metrics and routes. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
