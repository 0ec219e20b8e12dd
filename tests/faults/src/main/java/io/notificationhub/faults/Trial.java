package io.notificationhub.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One fault under load, from the first post to the last check. */
final class Trial {
    static final Duration BEFORE = Duration.ofSeconds(3);
    private static final Duration AFTER = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(100);

    private final Bench bench;
    private final Recipients recipients;
    private final FaultSettings settings;

    Trial(Bench bench, Recipients recipients, FaultSettings settings) {
        this.bench = bench;
        this.recipients = recipients;
        this.settings = settings;
    }

    /** Breaks, waits until nothing is on its way any more, and checks. The bench is as before then, unless the report says otherwise. */
    TrialReport of(Fault fault, int number) throws InterruptedException {
        bench.vendors().forget();
        List<Arrival> arrivals = new ArrayList<>();
        Fault.Span[] span = {new Fault.Span(Instant.EPOCH, Instant.EPOCH)};
        NothingLost nothingLost = new NothingLost();
        AnswersAsPromised answers = new AnswersAsPromised(fault::lawful);
        OnlyCallsInFlightTwice twice = new OnlyCallsInFlightTwice(arrival -> fault.mayHaveCut(arrival, span[0]));
        fault.prepare(bench);
        List<Guarantee> all = new ArrayList<>(List.of(
                nothingLost,
                answers,
                twice,
                new OncePerIdempotencyKey(),
                new OrderedPerRecipient(),
                new EveryFailureReachesTheDesk()));
        all.addAll(fault.more(bench));
        Guarantees guarantees = new Guarantees(all);
        Producers producers = new Producers(
                bench.gateway(),
                recipients,
                settings.run() + "-" + number,
                settings.seed() + number,
                settings.rate(),
                guarantees,
                bench.clock());
        producers.start();
        Patience.pass(BEFORE);
        span[0] = fault.befall(bench);
        Patience.pass(AFTER);
        producers.stop();
        fault.tidyUp(bench);
        boolean settled = Patience.until(PATIENCE, () -> bench.records().open() == 0);
        arrivals.addAll(bench.vendors().arrivals());
        arrivals.forEach(guarantees::onVendor);
        List<String> breaches =
                new ArrayList<>(guarantees.breaches(bench.records().since(HubRecords.least(nothingLost.accepted()))));
        if (!settled) {
            breaches.addFirst("after " + PATIENCE.toSeconds() + " s still on its way: "
                    + bench.records().open());
        }
        return new TrialReport(
                fault.name(),
                nothingLost.accepted().size(),
                answers.byStatus(),
                twice.atVendor(),
                twice.duplicates(),
                twice.inFlight(),
                nothingLost.lost(),
                recovery(span[0], nothingLost, arrivals),
                breaches);
    }

    /** From the fault until the last message had come that was asked for before all parts were there again. */
    private static Duration recovery(Fault.Span span, NothingLost accepted, List<Arrival> arrivals) {
        Map<String, Instant> first = new HashMap<>();
        arrivals.forEach(arrival -> first.putIfAbsent(arrival.key() + arrival.channel(), arrival.at()));
        return accepted.accepted().stream()
                .filter(each -> each.asked().isBefore(span.over()))
                .flatMap(each -> each.request().channels().stream()
                        .map(channel -> first.getOrDefault(each.request().key() + channel, span.begin())))
                .max(Instant::compareTo)
                .map(last -> Duration.between(span.begin(), last))
                .orElse(Duration.ZERO);
    }
}
