package io.notificationhub.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** F6: a vendor is down, slow, hangs, or cuts the line after it took a message. The other channels must not notice. */
final class VendorTrouble implements Fault {
    private static final Duration BEFORE = Duration.ofSeconds(7);

    /** How a vendor misbehaves. */
    enum How {
        DOWN("fcm", "PUSH", "{\"status\":503}"),
        SLOW("ses", "EMAIL", "{\"latencyMs\":1500,\"jitterMs\":1000}"),
        HANGING("ses", "EMAIL", "{\"hangRate\":0.05,\"hangMs\":20000}"),
        CUTTING("twilio", "SMS", "{\"acceptThenCutRate\":0.3}"),
        CUTTING_ALIMTALK("nhn", "KAKAO_ALIMTALK", "{\"acceptThenCutRate\":0.3}");

        private final String vendor;
        private final String channel;
        private final String fault;

        How(String vendor, String channel, String fault) {
            this.vendor = vendor;
            this.channel = channel;
            this.fault = fault;
        }
    }

    private final How how;
    private final Duration duration;

    VendorTrouble(How how, Duration duration) {
        this.how = how;
        this.duration = duration;
    }

    @Override
    public String name() {
        return "F6 " + how.vendor + " " + how.name().toLowerCase(Locale.ROOT).replace("_alimtalk", "") + " for "
                + duration.toSeconds() + " s";
    }

    @Override
    public Span befall(Bench bench) {
        Patience.pass(BEFORE);
        Instant begin = bench.clock().instant();
        bench.vendors().misbehave(how.vendor, how.fault);
        Patience.pass(duration);
        bench.vendors().behave(how.vendor);
        return new Span(begin, bench.clock().instant());
    }

    @Override
    public boolean lawful(Refused refused) {
        return false;
    }

    /** A call that got no answer may be made once more. */
    @Override
    public boolean mayHaveCut(Arrival arrival, Span span) {
        return !arrival.answered();
    }

    @Override
    public List<Guarantee> more(Bench bench) {
        List<Guarantee> more = new ArrayList<>();
        more.add(new OtherChannelsUnhindered(
                how.channel, bench.clock().instant().plus(Trial.BEFORE).plus(BEFORE)));
        if (how == How.DOWN) {
            more.add(new OutageFillsNoDesk(how.channel));
        }
        return more;
    }
}
