package io.notificationhub.faults;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The vendors, played by the simulator: what they got, and how they behave. */
final class Vendors {
    private static final Map<String, String> CHANNELS =
            Map.of("fcm", "PUSH", "ses", "EMAIL", "smtp", "EMAIL", "twilio", "SMS", "nhn", "KAKAO_ALIMTALK");

    private final JsonHttp simulator;

    Vendors(JsonHttp simulator) {
        this.simulator = simulator;
    }

    void forget() {
        check(simulator.delete("/_sim/messages"));
    }

    /** Misbehave so, in the simulator's own words. */
    void misbehave(String vendor, String fault) {
        check(simulator.put("/_sim/faults/" + vendor, fault));
    }

    void behave(String vendor) {
        check(simulator.delete("/_sim/faults/" + vendor));
    }

    /**
     * All messages since {@link #forget}, in the order of arrival.
     *
     * @throws IllegalStateException if the simulator has not kept them all
     */
    List<Arrival> arrivals() {
        JsonNode messages = check(simulator.get("/_sim/messages?limit=200000")).body();
        long counted = check(simulator.get("/_sim/stats"))
                .body()
                .valueStream()
                .mapToLong(vendor -> vendor.path("accepted").asLong()
                        + vendor.path("rejected").asLong())
                .sum();
        if (counted != messages.size()) {
            throw new IllegalStateException("The simulator kept " + messages.size() + " of " + counted + " messages");
        }
        List<Arrival> arrivals = new ArrayList<>(messages.size());
        for (JsonNode message : messages) {
            String outcome = message.path("outcome").asString();
            arrivals.add(new Arrival(
                    CHANNELS.getOrDefault(message.path("vendor").asString(), ""),
                    message.path("attemptId").asString(""),
                    Request.keyIn(message.path("body").asString("")),
                    !outcome.equals("REJECTED"),
                    outcome.equals("REJECTED") || outcome.equals("ACCEPTED"),
                    Instant.parse(message.path("receivedAt").asString())));
        }
        Collections.reverse(arrivals);
        return arrivals;
    }

    private static JsonHttp.Answer check(JsonHttp.Answer answer) {
        if (!answer.ok()) {
            throw new IllegalStateException("The simulator answered " + answer);
        }
        return answer;
    }
}
