package io.notificationhub.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** One key is one notification, whatever the answers were and however often it was posted: one id, one attempt per channel. */
final class OncePerIdempotencyKey implements Guarantee {
    private final Map<String, Set<String>> notifications = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> attempts = new ConcurrentHashMap<>();

    @Override
    public void onAccepted(Accepted accepted) {
        notifications
                .computeIfAbsent(accepted.request().key(), key -> ConcurrentHashMap.newKeySet())
                .add(accepted.notificationId());
    }

    @Override
    public void onVendor(Arrival arrival) {
        attempts.computeIfAbsent(arrival.key() + " " + arrival.channel(), key -> new TreeSet<>())
                .add(arrival.attemptId());
    }

    @Override
    public void doAssert(Aftermath aftermath) {
        List<String> several = new ArrayList<>(aftermath.twice());
        notifications.forEach((key, ids) -> addIfSeveral(key, ids, several));
        attempts.forEach((key, ids) -> addIfSeveral(key, ids, several));
        Breach.ifAny("one key, several notifications or attempts", several);
    }

    private static void addIfSeveral(String key, Set<String> ids, List<String> several) {
        if (ids.size() > 1) {
            several.add(key + ": " + ids);
        }
    }
}
