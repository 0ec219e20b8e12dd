package io.notificationhub.load;

import io.notificationhub.testkit.ReportPage;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;

/** The main program behind {@code hub load}. Exits with 1 if anything was refused, lost or doubled. */
public final class Load {
    /** Of what PostgreSQL alone writes: the bar S1. */
    static final double SHARE = 0.4;

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final String DUE = "SELECT count(*) FROM intake.outbox WHERE available_at <= now()";

    private final LoadSettings settings;
    private final PrintStream out;
    private final HttpClient gateway;
    private final Arrivals arrivals;

    private Load(LoadSettings settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
        this.gateway = Gateway.ofProducer(settings);
        this.arrivals = new Arrivals(HttpClient.create().baseUrl(settings.simulator()));
    }

    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try {
            LoadSettings settings = LoadSettings.of(arguments, System.getenv());
            boolean clean = switch (settings.what()) {
                case NOTIFICATIONS -> new Load(settings, out).run();
                case GATEWAY -> new GatewayCost(settings, out).run();
                case CALLBACKS -> new CallbackLoad(settings, out).run();
                case LATENCY -> new LatencyLoad(settings, out).run();
            };
            System.exit(clean ? 0 : 1);
        } catch (IllegalArgumentException e) {
            out.println("hub: " + e.getMessage());
            System.exit(1);
        }
    }

    private boolean run() throws SQLException, IOException, InterruptedException {
        try (Connection superuser = DriverManager.getConnection(settings.database(), "postgres", "postgres")) {
            out.println("Registering " + settings.recipients() + " recipients …");
            new Recipients(gateway).register(settings.recipients()).block(PATIENCE);
            out.println("Measuring PostgreSQL alone …");
            Optional<Baseline.Rates> baseline =
                    new Baseline(settings.pgbench(), settings.postgresPort()).measure(superuser);
            baseline.ifPresent(rates -> out.printf("%.0f writes/s%n", rates.many()));
            Calls producers = new Calls(new Producers(gateway, settings.recipients()), settings.connections());
            if (!settings.warmUp().isZero()) {
                out.println("Warming up …");
                Arrivals.Count before = count();
                long accepted = post(producers, settings.rate(), settings.warmUp())
                        .accepted()
                        .get();
                awaitArrivals(before.distinct() + accepted * 2);
            }
            LoadReport report = measure(producers, settings.rate(), baseline, superuser);
            List<String> lines = new ArrayList<>(report.lines());
            boolean clean = report.isClean();
            if (settings.rate() == 0 && baseline.isPresent()) {
                int rate = (int) Math.round(SHARE * baseline.get().one());
                LoadReport paced = measure(producers, rate, baseline, superuser);
                lines.add(paced.pacedLine(rate));
                clean &= paced.isClean();
            }
            lines.add(new History(gateway).measure(superuser).line());
            lines.forEach(out::println);
            if (!settings.report().isEmpty()) {
                new ReportPage(Path.of(settings.report())).replace("load", lines);
            }
            return clean;
        }
    }

    /** @param rate calls a second; 0 is as fast as they are answered */
    private LoadReport measure(Calls producers, int rate, Optional<Baseline.Rates> baseline, Connection superuser)
            throws SQLException {
        out.println("Posting " + (rate == 0 ? "" : rate + "/s ") + "for "
                + settings.duration().toSeconds() + " s …");
        Arrivals.Count before = count();
        ProcessorTime processors = new ProcessorTime(settings.state());
        Map<String, Duration> usedBefore = processors.read();
        AtomicLong mostDue = new AtomicLong();
        long start = System.nanoTime();
        var looking = Flux.interval(LOOK)
                .publishOn(Schedulers.single())
                .subscribe(tick -> mostDue.accumulateAndGet(due(superuser), Math::max));
        Calls.Answers answers = post(producers, rate, settings.duration());
        Duration measured = Duration.ofNanos(System.nanoTime() - start);
        long lastDue = due(superuser);
        looking.dispose();
        awaitArrivals(before.distinct() + answers.accepted().get() * 2);
        Duration sending = Duration.ofNanos(System.nanoTime() - start);
        Arrivals.Count after = count();
        return new LoadReport(
                settings.connections(),
                baseline,
                answers,
                measured,
                sending,
                new Arrivals.Count(after.distinct() - before.distinct(), after.duplicates() - before.duplicates()),
                mostDue.get(),
                lastDue,
                ProcessorTime.between(usedBefore, processors.read()));
    }

    private static Calls.Answers post(Calls producers, int rate, Duration duration) {
        Mono<Calls.Answers> posting =
                rate == 0 ? producers.asFastAsAnswered(duration) : producers.atRate(rate, duration);
        return Objects.requireNonNull(posting.block());
    }

    private Arrivals.Count count() {
        return Objects.requireNonNull(arrivals.count().block(PATIENCE));
    }

    /** Gives up when nothing has arrived for a while: what is missing then is in the report. */
    private void awaitArrivals(long expected) {
        arrivals.count()
                .repeatWhen(done -> done.delayElements(LOOK))
                .map(Arrivals.Count::distinct)
                .takeUntil(distinct -> distinct >= expected)
                .distinctUntilChanged()
                .timeout(Duration.ofSeconds(30), Flux.empty())
                .blockLast(PATIENCE);
    }

    private static synchronized long due(Connection superuser) {
        try (Statement statement = superuser.createStatement();
                ResultSet rows = statement.executeQuery(DUE)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
