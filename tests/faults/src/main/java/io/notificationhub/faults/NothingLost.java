package io.notificationhub.faults;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Every accepted notification has reached the vendor of each of its channels, or has expired, or lies on the desk. */
final class NothingLost implements Guarantee {
    private final Queue<Accepted> accepted = new ConcurrentLinkedQueue<>();
    private final Set<String> arrived = new HashSet<>();
    private final List<String> lost = new ArrayList<>();

    @Override
    public void onAccepted(Accepted taken) {
        accepted.add(taken);
    }

    @Override
    public void onVendor(Arrival arrival) {
        if (arrival.taken()) {
            arrived.add(arrival.key() + arrival.channel());
        }
    }

    @Override
    public void doAssert(Aftermath aftermath) {
        for (Accepted each : accepted) {
            for (String channel : each.request().channels()) {
                if (!arrived.contains(each.request().key() + channel) && !explained(each, channel, aftermath)) {
                    lost.add(each.request() + " as " + each.notificationId() + " " + aftermath.attemptsOf(each));
                }
            }
        }
        Breach.ifAny("accepted, but neither at the vendor nor expired nor on the desk", lost);
    }

    private static boolean explained(Accepted accepted, String channel, Aftermath aftermath) {
        return aftermath.attemptsOf(accepted).stream()
                .filter(attempt -> attempt.channel().equals(channel))
                .anyMatch(attempt -> attempt.status().equals("EXPIRED")
                        || (attempt.status().equals("EXHAUSTED")
                                && aftermath.onDesk().contains(attempt.id())));
    }

    Collection<Accepted> accepted() {
        return accepted;
    }

    /** After {@link #doAssert}. */
    int lost() {
        return lost.size();
    }
}
