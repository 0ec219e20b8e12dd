package io.notificationhub.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** F1: a service is killed without warning. The launcher starts it again. */
final class Killed implements Fault {
    private static final Map<String, String> CHANNELS = Map.of(
            "worker-push", "PUSH", "worker-email", "EMAIL", "worker-sms", "SMS", "worker-alimtalk", "KAKAO_ALIMTALK");
    private static final Map<String, String> VENDORS =
            Map.of("PUSH", "fcm", "EMAIL", "ses", "SMS", "twilio", "KAKAO_ALIMTALK", "nhn");
    /** So slow is the vendor of a worker that is to be killed, or hardly a call would be in flight. */
    private static final Duration LATENCY = Duration.ofMillis(150);
    /** Until an answer is noted, so that the call is not made again: on a busy machine that takes its time. */
    private static final Duration NOTING = Duration.ofSeconds(1);
    /** Between reading the clock and the end of the process. */
    private static final Duration DYING = Duration.ofMillis(250);

    private final String service;

    Killed(String service) {
        this.service = service;
    }

    @Override
    public String name() {
        return "F1 " + service;
    }

    @Override
    public void prepare(Bench bench) {
        if (CHANNELS.containsKey(service)) {
            bench.vendors().misbehave(vendor(), "{\"latencyMs\":" + LATENCY.toMillis() + "}");
        }
    }

    @Override
    public Span befall(Bench bench) {
        Instant begin = bench.clock().instant();
        long killed = bench.parts().kill(service);
        bench.parts().awaitSuccessor(service, killed);
        return new Span(begin, bench.clock().instant());
    }

    @Override
    public void tidyUp(Bench bench) {
        if (CHANNELS.containsKey(service)) {
            bench.vendors().behave(vendor());
        }
    }

    private String vendor() {
        return VENDORS.getOrDefault(CHANNELS.getOrDefault(service, ""), "");
    }

    /** Without the gateway nobody answers; without intake the gateway says so, and a request that intake held stays claimed for a while. */
    @Override
    public boolean lawful(Refused refused) {
        return switch (service) {
            case "gateway" -> refused.status() == 0 || refused.code().equals("REQUEST_IN_PROGRESS");
            case "intake-service" -> refused.status() == 503 || refused.code().equals("REQUEST_IN_PROGRESS");
            default -> false;
        };
    }

    @Override
    public boolean mayHaveCut(Arrival arrival, Span span) {
        return arrival.channel().equals(CHANNELS.get(service))
                && arrival.at().isAfter(span.begin().minus(LATENCY).minus(NOTING))
                && arrival.at().isBefore(span.begin().plus(DYING));
    }
}
