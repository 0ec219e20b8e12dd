package io.notificationhub.faults;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The first try of each message comes to its vendor in the order in which the recipient's notifications were accepted, per channel and lane. */
final class OrderedPerRecipient implements Guarantee {
    private final Map<String, Request> requests = new ConcurrentHashMap<>();
    private final Set<String> seen = new HashSet<>();
    private final Map<String, Request> last = new HashMap<>();
    private final List<String> overtaken = new ArrayList<>();
    private final List<Arrival> arrivals = new ArrayList<>();

    @Override
    public void onAccepted(Accepted accepted) {
        requests.put(accepted.request().key(), accepted.request());
    }

    @Override
    public void onVendor(Arrival arrival) {
        arrivals.add(arrival);
    }

    @Override
    public void doAssert(Aftermath aftermath) {
        for (Arrival arrival : arrivals) {
            Request request = requests.get(arrival.key());
            if (request != null && seen.add(arrival.attemptId())) {
                look(request, arrival);
            }
        }
        Breach.ifAny("overtook an earlier message of its recipient", overtaken);
    }

    private void look(Request request, Arrival arrival) {
        String line = request.recipient() + " " + arrival.channel() + " "
                + request.kind().lane();
        Request before = last.get(line);
        if (before == null || before.number() < request.number()) {
            last.put(line, request);
        } else {
            overtaken.add(line + ": " + before.key() + " came before " + request.key() + ", which arrived at "
                    + arrival.at() + " as " + arrival.attemptId());
        }
    }
}
