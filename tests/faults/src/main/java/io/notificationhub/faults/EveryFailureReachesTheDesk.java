package io.notificationhub.faults;

import java.util.List;

/** An attempt that was given up lies on the desk, where an operator sees it. */
final class EveryFailureReachesTheDesk implements Guarantee {

    @Override
    public void doAssert(Aftermath aftermath) {
        List<String> unseen = aftermath.attempts().values().stream()
                .flatMap(List::stream)
                .filter(attempt -> attempt.status().equals("EXHAUSTED"))
                .filter(attempt -> !aftermath.onDesk().contains(attempt.id()))
                .map(Aftermath.Attempt::toString)
                .toList();
        Breach.ifAny("given up, but not on the desk", unseen);
    }
}
