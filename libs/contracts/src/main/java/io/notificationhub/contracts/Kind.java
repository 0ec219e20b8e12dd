package io.notificationhub.contracts;

/** Why a notification is sent. The kind decides opt-out, quiet hours and lane; the numbers stand in the services' configuration. */
public enum Kind {
    /** One-time passwords, sign-in alerts: no opt-out, no quiet hours. */
    SECURITY(true, Lane.PRIORITY),
    /** Consequences of what the recipient did: no opt-out, but quiet hours defer it. */
    TRANSACTIONAL(true, Lane.PRIORITY),
    /** News about a service in use: may be opted out of, quiet hours defer it. */
    SERVICE(false, Lane.BULK),
    /** Advertising: may be opted out of, quiet hours drop it unless the request says otherwise. */
    MARKETING(false, Lane.BULK);

    private final boolean mandatory;
    private final Lane lane;

    Kind(boolean mandatory, Lane lane) {
        this.mandatory = mandatory;
        this.lane = lane;
    }

    /** Whether a recipient can't opt out. */
    public boolean mandatory() {
        return mandatory;
    }

    public Lane lane() {
        return lane;
    }
}
