package io.notificationhub.faults;

import java.util.List;

/** A vendor's outage uses up no rounds: nothing of its channel is given up. */
record OutageFillsNoDesk(String channel) implements Guarantee {
    @Override
    public void doAssert(Aftermath aftermath) {
        List<String> givenUp = aftermath.attempts().values().stream()
                .flatMap(List::stream)
                .filter(attempt -> attempt.channel().equals(channel))
                .filter(attempt -> !attempt.status().equals("SUCCEEDED"))
                .map(Aftermath.Attempt::toString)
                .toList();
        Breach.ifAny("given up though only the vendor was down", givenUp);
    }
}
