package io.notificationhub.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** While one channel's vendor misbehaves, the messages of the others are as fast as before. */
final class OtherChannelsUnhindered implements Guarantee {
    /** A shared machine is never equally fast twice. */
    private static final double AT_MOST_TIMES = 1.5;

    private static final Duration NOISE = Duration.ofMillis(50);

    private final String channel;
    private final Instant trouble;
    private final Map<String, Instant> asked = new ConcurrentHashMap<>();
    private final Set<String> seen = new HashSet<>();
    private final List<Long> before = new ArrayList<>();
    private final List<Long> during = new ArrayList<>();

    /**
     * @param channel that is in trouble
     * @param trouble about when it begins
     */
    OtherChannelsUnhindered(String channel, Instant trouble) {
        this.channel = channel;
        this.trouble = trouble;
    }

    @Override
    public void onAccepted(Accepted accepted) {
        asked.put(accepted.request().key(), accepted.asked());
    }

    @Override
    public void onVendor(Arrival arrival) {
        Instant since = asked.get(arrival.key());
        if (since != null && !arrival.channel().equals(channel) && seen.add(arrival.attemptId())) {
            (since.isBefore(trouble) ? before : during)
                    .add(Duration.between(since, arrival.at()).toMillis());
        }
    }

    @Override
    public void doAssert(Aftermath aftermath) {
        for (int percent : new int[] {50, 90}) {
            long usual = percentile(before, percent);
            long now = percentile(during, percent);
            if (now > usual * AT_MOST_TIMES + NOISE.toMillis()) {
                throw new AssertionError(
                        "p" + percent + " of the other channels rose from " + usual + " to " + now + " ms");
            }
        }
    }

    private static long percentile(List<Long> millis, int percent) {
        List<Long> sorted = millis.stream().sorted().toList();
        return sorted.isEmpty() ? 0 : sorted.get((sorted.size() - 1) * percent / 100);
    }
}
