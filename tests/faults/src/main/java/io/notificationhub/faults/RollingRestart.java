package io.notificationhub.faults;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** F5: all of two relays and three workers of a channel are told to end, one after the other, as SRE does it to deploy. */
final class RollingRestart implements Fault {
    private static final int RELAYS = 2;
    private static final int WORKERS = 3;

    @Override
    public String name() {
        return "F5 rolling restart, " + RELAYS + " relays, " + WORKERS + " e-mail workers";
    }

    @Override
    public Map<String, String> environment() {
        return Map.of("HUB_RELAY_REPLICAS", Integer.toString(RELAYS), "HUB_EMAIL_REPLICAS", Integer.toString(WORKERS));
    }

    @Override
    public Span befall(Bench bench) {
        Instant begin = bench.clock().instant();
        Stream.of(replicas("outbox-relay", RELAYS), replicas("worker-email", WORKERS))
                .flatMap(List::stream)
                .forEach(process ->
                        bench.parts().awaitSuccessor(process, bench.parts().terminate(process)));
        return new Span(begin, bench.clock().instant());
    }

    private static List<String> replicas(String name, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> number == 1 ? name : name + "-" + number)
                .toList();
    }

    @Override
    public boolean lawful(Refused refused) {
        return false;
    }
}
