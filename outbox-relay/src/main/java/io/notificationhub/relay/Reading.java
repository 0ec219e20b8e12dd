package io.notificationhub.relay;

import io.notificationhub.relay.OutboxTable.Place;
import java.time.Duration;
import java.time.Instant;

/**
 * How far the outbox has been read, from its start on. Deleted rows must be stepped over until they are vacuumed, and none is vacuumed while anybody
 * holds a snapshot from before: so what is to be read may be too much for one go, and is then read in stretches.
 */
final class Reading {
    /** Is read in one go, however long that takes. */
    private static final Duration SHORT = Duration.ofMinutes(1);

    private static final Duration ALL = Duration.ofDays(365_000);

    private Place place = Place.FIRST;
    private Duration stretch = ALL;

    Place place() {
        return place;
    }

    void restart() {
        place = Place.FIRST;
    }

    /** Where to stop on the way to the target. */
    Instant end(Instant target) {
        Instant end = place.availableAt().plus(stretch);
        return end.isBefore(target) ? end : target;
    }

    boolean isLong(Instant end) {
        return length(end).compareTo(SHORT) > 0;
    }

    void tookTooLong(Instant end) {
        stretch = length(end).dividedBy(8);
    }

    void goOnBehind(Place last) {
        place = last;
    }

    void nothingUntil(Instant end) {
        if (end.isAfter(place.availableAt())) {
            place = new Place(end, Place.FIRST.id());
        }
        stretch = stretch.compareTo(ALL) < 0 ? stretch.multipliedBy(2) : ALL;
    }

    private Duration length(Instant end) {
        return Duration.between(place.availableAt(), end);
    }
}
