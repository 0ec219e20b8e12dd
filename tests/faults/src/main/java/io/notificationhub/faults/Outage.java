package io.notificationhub.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** F2, F3, F4: Kafka, Redis or PostgreSQL is killed and stays away for a while. */
final class Outage implements Fault {

    /** What is away, and what intake may refuse then. */
    enum Part {
        KAFKA("F2") {
            @Override
            boolean lawful(Refused refused) {
                return false;
            }
        },
        REDIS("F3") {
            @Override
            boolean lawful(Refused refused) {
                return false; // advertisements only, and those always
            }
        },
        POSTGRES("F4") {
            @Override
            boolean lawful(Refused refused) {
                return refused.status() == 503 || refused.code().equals("REQUEST_IN_PROGRESS");
            }
        };

        private final String id;

        Part(String id) {
            this.id = id;
        }

        abstract boolean lawful(Refused refused);
    }

    private final Part part;
    private final Duration duration;

    Outage(Part part, Duration duration) {
        this.part = part;
        this.duration = duration;
    }

    @Override
    public String name() {
        return part.id + " " + process() + " away " + duration.toSeconds() + " s";
    }

    @Override
    public Span befall(Bench bench) {
        bench.parts().holdDown(process());
        Instant begin = bench.clock().instant();
        long killed = bench.parts().kill(process());
        Patience.pass(duration);
        bench.parts().letGo(process());
        bench.parts().awaitSuccessor(process(), killed);
        return new Span(begin, bench.clock().instant());
    }

    @Override
    public boolean lawful(Refused refused) {
        return part.lawful(refused);
    }

    private String process() {
        return part.name().toLowerCase(Locale.ROOT);
    }
}
