package io.notificationhub.preference;

import io.notificationhub.contracts.ProfileChanged;
import java.time.LocalTime;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code [start, end)} as {@code HH:mm} (seconds are understood too) in the recipient's timezone; wraps midnight. */
record QuietWindow(@Nullable String start, @Nullable String end) {
    private static final Pattern TIME = Pattern.compile("(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?");

    static @Nullable QuietWindow of(ProfileChanged.@Nullable QuietHours hours) {
        return hours == null
                ? null
                : new QuietWindow(hours.start().toString(), hours.end().toString());
    }

    void check(FieldChecks checks, String field) {
        boolean startIsTime = isTime(checks, field + ".start", start);
        boolean endIsTime = isTime(checks, field + ".end", end);
        if (startIsTime && endIsTime && startTime().equals(endTime())) {
            checks.refuse(field, "starts when it ends; to have no quiet hours, set disableQuietHours");
        }
    }

    LocalTime startTime() {
        return LocalTime.parse(String.valueOf(start));
    }

    LocalTime endTime() {
        return LocalTime.parse(String.valueOf(end));
    }

    private static boolean isTime(FieldChecks checks, String field, @Nullable String time) {
        boolean isTime = time != null && TIME.matcher(time).matches();
        if (!isTime) {
            checks.refuse(field, "is not a time of day, like 22:00");
        }
        return isTime;
    }
}
