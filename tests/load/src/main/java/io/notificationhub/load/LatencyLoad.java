package io.notificationhub.load;

import io.notificationhub.testkit.ReportPage;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.HdrHistogram.Histogram;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/**
 * How soon a message is with its vendor: at a steady rate (bar S4), and a one-time password while 100,000 advertisements wait for the same account
 * (bar S8). {@code hub load --latency} gives that account a quota, or there would be no queue.
 */
final class LatencyLoad {
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final int PASSWORDS_A_SECOND = 10;
    private static final String WAITING = "SELECT count(*) FROM intake.attempt WHERE status = 'PENDING'";

    private final LoadSettings settings;
    private final PrintStream out;
    private final HttpClient gateway;
    private final ReceivedAt received;

    LatencyLoad(LoadSettings settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
        this.gateway = Gateway.ofProducer(settings);
        this.received = new ReceivedAt(HttpClient.create().baseUrl(settings.simulator()));
    }

    /** Whether everything arrived, and the advertisements were still waiting at the end. */
    boolean run() throws SQLException, IOException {
        try (Connection superuser = DriverManager.getConnection(settings.database(), "postgres", "postgres")) {
            out.println("Registering " + settings.recipients() + " recipients …");
            Recipients recipients = new Recipients(gateway);
            recipients.register(settings.recipients()).block(PATIENCE);
            recipients.allowAdvertisements(settings.recipients()).block(PATIENCE);
            out.println("Warming up …");
            TimedPosts steady = new TimedPosts(gateway, settings.recipients(), List.of("PUSH", "EMAIL"));
            post(steady, settings.rate(), settings.warmUp());
            awaitNoneWaiting(superuser);
            out.println("At " + settings.rate() + " notifications a second …");
            Histogram each = measure(steady, settings.rate());
            out.println("One-time passwords, nothing else …");
            TimedPosts passwords = new TimedPosts(gateway, settings.recipients(), List.of("EMAIL"));
            Histogram idle = measure(passwords, PASSWORDS_A_SECOND);
            out.println("Queuing advertisements …");
            Advertisements advertisements = new Advertisements(gateway, settings.recipients());
            advertisements.queue().block(PATIENCE);
            long waitingBefore = waiting(superuser);
            out.println(waitingBefore + " advertisements wait; one-time passwords among them …");
            Histogram busy = measure(passwords, PASSWORDS_A_SECOND);
            long waitingAfter = waiting(superuser);
            List<String> lines = lines(each, idle, busy, waitingBefore, waitingAfter);
            lines.forEach(out::println);
            if (!settings.report().isEmpty()) {
                new ReportPage(Path.of(settings.report())).replace("latency", lines);
            }
            return waitingAfter > 0;
        }
    }

    private Histogram measure(TimedPosts posts, int perSecond) {
        received.forget().block(PATIENCE);
        posts.forget();
        post(posts, perSecond, settings.duration());
        return Objects.requireNonNull(Flux.defer(() -> received.since(posts.answered()))
                .repeatWhen(done -> done.delayElements(Duration.ofSeconds(1)))
                .filter(histogram -> histogram.getTotalCount() >= posts.messages())
                .next()
                .block(PATIENCE));
    }

    private void post(TimedPosts posts, int perSecond, Duration duration) {
        Calls.Answers answers = Objects.requireNonNull(new Calls(posts, settings.connections())
                .atRate(perSecond, duration)
                .block(PATIENCE));
        if (answers.refused().get() > 0) {
            throw new IllegalStateException(answers.refused() + " posts were refused");
        }
    }

    /** What is measured must not stand behind what a cold stack left. */
    private static void awaitNoneWaiting(Connection superuser) {
        Mono.fromCallable(() -> waiting(superuser))
                .repeatWhen(done -> done.delayElements(Duration.ofSeconds(1)))
                .filter(waiting -> waiting == 0)
                .next()
                .block(PATIENCE);
    }

    private static long waiting(Connection superuser) throws SQLException {
        try (Statement statement = superuser.createStatement();
                ResultSet rows = statement.executeQuery(WAITING)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private List<String> lines(Histogram each, Histogram idle, Histogram busy, long before, long after) {
        return List.of(
                "| 202 → vendor call, ms | messages | p50 | p99 | max |",
                "|---|---|---|---|---|",
                line("at " + settings.rate() + " notifications/s, 2 channels each (bar S4: p50 ≤ 50, p99 ≤ 250)", each),
                line("one-time passwords, " + PASSWORDS_A_SECOND + "/s, nothing else", idle),
                line(
                        String.format(
                                Locale.ROOT,
                                "the same while %,d to %,d advertisements wait on the channel (bar S8: p99 ≤ 2 ×; here %.1f ×)",
                                before,
                                after,
                                (double) busy.getValueAtPercentile(99) / Math.max(1, idle.getValueAtPercentile(99))),
                        busy));
    }

    private static String line(String what, Histogram latency) {
        return String.format(
                Locale.ROOT,
                "| %s | %,d | %d | %d | %d |",
                what,
                latency.getTotalCount(),
                latency.getValueAtPercentile(50),
                latency.getValueAtPercentile(99),
                latency.getMaxValue());
    }
}
