package io.notificationhub.faults;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Which faults there are, and in which order they come. */
final class Plan {
    private static final Duration SHORT = Duration.ofSeconds(8);
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration TROUBLE = Duration.ofSeconds(20);

    private static final List<String> SERVICES = List.of(
            "gateway",
            "intake-service",
            "preference-service",
            "template-service",
            "outbox-relay",
            "worker-push",
            "worker-email",
            "worker-sms",
            "worker-alimtalk",
            "dlq-admin-service");

    private Plan() {}

    static List<Fault> of(FaultSettings settings) {
        List<Fault> all = settings.quick() ? quick() : full();
        return all.stream().filter(settings::wants).toList();
    }

    /** Enough to see that nothing is lost, in the time that a build may take. */
    private static List<Fault> quick() {
        return List.of(
                new Killed("outbox-relay"),
                new Killed("intake-service"),
                new Outage(Outage.Part.REDIS, SHORT),
                new Outage(Outage.Part.KAFKA, SHORT));
    }

    /** What needs another stack comes last. */
    private static List<Fault> full() {
        Stream<Fault> kills = SERVICES.stream().map(Killed::new);
        Stream<Fault> outages = Stream.of(Outage.Part.values()).map(part -> new Outage(part, LONG));
        Stream<Fault> vendors = Stream.of(VendorTrouble.How.values()).map(how -> new VendorTrouble(how, TROUBLE));
        Stream<Fault> others = Stream.of(new Poison(), new SameKey(), new LockedTable(SHORT), new RollingRestart());
        return Stream.of(kills, outages, vendors, others).flatMap(each -> each).toList();
    }
}
