package io.notificationhub.preference;

import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The tz database's names, as far as they differ from those that {@link ZoneId} knows. */
final class TimeZones {
    /** Java has some of its own. */
    private static final Set<String> KNOWN = ZoneId.getAvailableZoneIds().stream()
            .filter(zone -> !zone.startsWith("SystemV/"))
            .collect(Collectors.toUnmodifiableSet());

    /** Names that Java lacks, and what they link to in the database's file {@code backward}. */
    private static final Map<String, String> LINKS =
            Map.of("EST", "America/Panama", "MST", "America/Phoenix", "HST", "Pacific/Honolulu", "ROC", "Asia/Taipei");

    private TimeZones() {}

    /** By a name that every reader of a profile knows. */
    static @Nullable String resolved(@Nullable String name) {
        return name == null ? null : LINKS.getOrDefault(name, name);
    }

    static boolean isKnown(String name) {
        return KNOWN.contains(name);
    }
}
