package io.notificationhub.faults;

import io.notificationhub.testkit.HubStack;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The main program behind {@code hub faults}. Exits with 1 if a guarantee was broken. */
public final class Faults {
    private final FaultSettings settings;
    private final PrintStream out;
    private final Clock clock;

    Faults(FaultSettings settings, PrintStream out, Clock clock) {
        this.settings = settings;
        this.out = out;
        this.clock = clock;
    }

    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try {
            FaultSettings settings = FaultSettings.of(arguments, System.getenv(), new Random());
            List<TrialReport> reports = new Faults(settings, out, Clock.systemUTC()).run();
            if (settings.write()) {
                FaultTable.write(reports, Path.of("docs/faults.md"));
            }
            System.exit(reports.stream().allMatch(TrialReport::kept) ? 0 : 1);
        } catch (IllegalArgumentException e) {
            out.println("hub: " + e.getMessage());
            System.exit(1);
        }
    }

    /** Runs the faults one after the other, those that want the same stack on one. No stack runs afterwards. */
    List<TrialReport> run() throws InterruptedException {
        out.println("Seed " + settings.seed() + "; --seed " + settings.seed() + " repeats who gets what.");
        Map<Map<String, String>, List<Fault>> byStack = new LinkedHashMap<>();
        Plan.of(settings)
                .forEach(fault -> byStack.computeIfAbsent(fault.environment(), stack -> new ArrayList<>())
                        .add(fault));
        List<TrialReport> reports = new ArrayList<>();
        for (var stack : byStack.entrySet()) {
            onOneStack(stack.getKey(), stack.getValue(), reports);
        }
        out.println();
        FaultTable.lines(reports).forEach(out::println);
        return reports;
    }

    private void onOneStack(Map<String, String> variables, List<Fault> faults, List<TrialReport> reports)
            throws InterruptedException {
        out.println("Starting a stack " + (variables.isEmpty() ? "" : "with " + variables + " ") + "…");
        Map<String, String> environment = new HashMap<>(variables);
        environment.put("HUB_CLOCK_OFFSET", HubStack.daytime(clock).toString());
        // So that F7 sees the end of a row whose topic doesn't exist.
        environment.put("HUB_RELAY_TOPICPATIENCE", "20s");
        HubStack stack = HubStack.startFresh(settings.home(), environment);
        try {
            Bench bench = Bench.of(stack, clock);
            Recipients recipients = new Recipients(bench.gateway(), settings.run(), settings.recipients());
            recipients.register();
            Patience.until(Duration.ofMinutes(1), () -> bench.records().open() == 0);
            Complaints complaints = new Complaints(settings.home());
            Trial trial = new Trial(bench, recipients, settings);
            List<Fault> all = new ArrayList<>(faults);
            all.addFirst(new NoFault());
            for (Fault fault : all) {
                Instant begin = clock.instant();
                TrialReport report = trial.of(fault, reports.size());
                reports.add(report);
                out.println(report.row());
                report.breaches().forEach(breach -> out.println("  " + breach));
                if (!report.kept()) {
                    complaints.since(begin).forEach(each -> out.println("  " + each));
                }
            }
        } finally {
            stack.stop();
        }
    }
}
