package io.notificationhub.faults;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the hub itself says once nothing is on its way any more.
 *
 * @param attempts by notification
 * @param onDesk attempts that an operator finds at the dead-letter desk
 * @param twice titles that several notifications have
 */
record Aftermath(Map<String, List<Attempt>> attempts, Set<String> onDesk, List<String> twice) {

    /** A delivery attempt in intake's history. */
    record Attempt(String id, String channel, String status, int round) {}

    List<Attempt> attemptsOf(Accepted accepted) {
        return attempts.getOrDefault(accepted.notificationId(), List.of());
    }
}
