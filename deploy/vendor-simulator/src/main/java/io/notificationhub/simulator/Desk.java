package io.notificationhub.simulator;

import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Mono;

/** Decides the fate of every call of every vendor: the vendor's fault first, then the rules on recipients. */
final class Desk {
    private final Faults faults;
    private final Chance chance;
    private final Journal journal;
    private final CallbackSender callbacks;

    Desk(Faults faults, Chance chance, Journal journal, CallbackSender callbacks) {
        this.faults = faults;
        this.chance = chance;
        this.journal = journal;
        this.callbacks = callbacks;
    }

    /** Books the call now; the answer comes when the fault in force lets it, or is {@link Answer#CUT}. */
    Mono<Answer> take(Vendor vendor, Reading reading) {
        Fault fault = faults.of(vendor);
        long wait = fault.latencyMs() + chance.upTo(fault.jitterMs());
        return switch (reading) {
            case Reading.Refused refused -> {
                journal.book(vendor, refused.settled().lines(), Journal.Outcome.ACCEPTED);
                yield after(wait, refused.settled().answer());
            }
            case Submission submission -> submit(vendor, submission, fault, wait);
        };
    }

    private Mono<Answer> submit(Vendor vendor, Submission submission, Fault fault, long wait) {
        boolean hangs = chance.hit(fault.hangRate());
        if (!hangs && chance.hit(fault.errorRate())) {
            Settled failed = submission.fail(fault);
            journal.book(vendor, failed.lines(), Journal.Outcome.ACCEPTED);
            return after(wait, failed.answer());
        }
        boolean cut = !hangs && chance.hit(fault.acceptThenCutRate());
        Settled settled = submission.settle(verdicts(vendor, submission.parcels(), fault));
        boolean anyAccepted = settled.lines().stream().anyMatch(Line::accepted);
        Journal.Outcome outcome = hangs ? Journal.Outcome.HUNG : cut ? Journal.Outcome.CUT : Journal.Outcome.ACCEPTED;
        journal.book(vendor, settled.lines(), outcome);
        if (!anyAccepted) {
            return after(wait, settled.answer());
        }
        if (fault.receipts() != Fault.Receipts.NONE) {
            sendReceipts(submission, settled, fault);
        }
        return after(hangs ? wait + fault.hangMs() : wait, cut ? Answer.CUT : settled.answer());
    }

    private void sendReceipts(Submission submission, Settled settled, Fault fault) {
        Duration delay = Duration.ofMillis(fault.receiptDelayMs());
        settled.lines().stream()
                .filter(Line::accepted)
                .forEach(line -> callbacks.send(delay, () -> submission.receipt(line, fault)));
    }

    private static List<Verdict> verdicts(Vendor vendor, List<Parcel> parcels, Fault fault) {
        return parcels.stream()
                .map(parcel -> Verdict.of(vendor, parcel.to(), fault))
                .toList();
    }

    private static Mono<Answer> after(long millis, Answer answer) {
        Mono<Answer> ready = Mono.just(answer);
        return millis == 0 ? ready : Mono.delay(Duration.ofMillis(millis)).then(ready);
    }
}
