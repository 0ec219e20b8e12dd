package io.notificationhub.faults;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * No vendor accepts an attempt twice, but for those whose first call was on its way when its worker was killed: nobody can know how such a call
 * ended. AlimTalk's never, since NHN knows the key of the call.
 */
final class OnlyCallsInFlightTwice implements Guarantee {
    private final Predicate<Arrival> inFlight;
    private final Map<String, List<Arrival>> taken = new HashMap<>();
    private int inFlightCalls;

    /** @param inFlight whether a call that arrived then may have been cut by the fault */
    OnlyCallsInFlightTwice(Predicate<Arrival> inFlight) {
        this.inFlight = inFlight;
    }

    @Override
    public void onVendor(Arrival arrival) {
        if (arrival.taken()) {
            taken.computeIfAbsent(arrival.attemptId(), id -> new ArrayList<>()).add(arrival);
            inFlightCalls += inFlight.test(arrival) ? 1 : 0;
        }
    }

    @Override
    public void doAssert(Aftermath aftermath) {
        List<String> wrong = taken.values().stream()
                .filter(arrivals -> arrivals.size() > 1)
                .filter(arrivals -> arrivals.size() > 2
                        || arrivals.getFirst().channel().equals("KAKAO_ALIMTALK")
                        || !inFlight.test(arrivals.getFirst()))
                .map(List::toString)
                .toList();
        Breach.ifAny("accepted twice by its vendor", wrong);
    }

    /** Different attempts that vendors accepted. */
    int atVendor() {
        return taken.size();
    }

    int duplicates() {
        return taken.values().stream().mapToInt(List::size).sum() - taken.size();
    }

    /** Calls that the fault may have cut. */
    int inFlight() {
        return inFlightCalls;
    }
}
