package io.notificationhub.local;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** Says at the terminal, and to {@code hub status}, what becomes of each part. Safe for use by several threads. */
final class Progress {
    private final PrintStream out;
    private final Path stateFolder;
    private final Clock clock;
    private final Map<String, PartStatus> parts = new LinkedHashMap<>();
    private boolean ending;

    Progress(PrintStream out, Path stateFolder, Clock clock) {
        this.out = out;
        this.stateFolder = stateFolder;
        this.clock = clock;
    }

    synchronized void waiting(String name, int port) {
        move(name, PartStatus.State.WAITING, port, 0, "");
    }

    synchronized void starting(String name) {
        move(name, PartStatus.State.STARTING, "");
    }

    synchronized void ready(String name) {
        PartStatus before = part(name);
        move(name, PartStatus.State.READY, "");
        say(name, "ready", seconds(Duration.between(before.since(), clock.instant())) + "  port " + before.port());
    }

    synchronized void restarting(String name, Duration wait, String reason) {
        PartStatus before = part(name);
        move(name, PartStatus.State.RESTARTING, before.port(), before.restarts() + 1, reason);
        say(name, "restarting", "in " + seconds(wait) + ": " + reason);
    }

    synchronized void stopped(String name) {
        move(name, PartStatus.State.STOPPED, "");
        say(name, "stopped", "");
    }

    /** Tells {@code hub run --detach}, which knows the launcher by its process id. */
    synchronized void stackReady(int port) {
        String launcher = Long.toString(ProcessHandle.current().pid());
        new PartStatus("stack", PartStatus.State.READY, port, 0, clock.instant(), launcher).write(stateFolder);
    }

    /** From here on ends of processes are wanted and not worth a line. */
    synchronized void ending() {
        ending = true;
    }

    synchronized void line(String text) {
        out.println(text);
        out.flush();
    }

    /** Names the parts that are not ready with the time each has taken so far; says nothing if there are none. */
    synchronized void stillWaiting() {
        Instant now = clock.instant();
        StringJoiner open = new StringJoiner(", ");
        parts.values().stream()
                .filter(part -> part.state() == PartStatus.State.STARTING)
                .forEach(part -> open.add(
                        part.name() + " " + Duration.between(part.since(), now).toSeconds() + " s"));
        if (open.length() > 0) {
            line("  … starting: " + open);
        }
    }

    private PartStatus part(String name) {
        return parts.getOrDefault(name, new PartStatus(name, PartStatus.State.WAITING, 0, 0, clock.instant(), ""));
    }

    private void move(String name, PartStatus.State state, String note) {
        PartStatus before = part(name);
        move(name, state, before.port(), before.restarts(), note);
    }

    private void move(String name, PartStatus.State state, int port, int restarts, String note) {
        PartStatus now = new PartStatus(name, state, port, restarts, clock.instant(), note);
        parts.put(name, now);
        now.write(stateFolder);
    }

    private void say(String name, String what, String more) {
        if (!ending || what.equals("stopped")) {
            line(String.format(Locale.ROOT, "  %-20s %-10s %s", name, what, more)
                    .stripTrailing());
        }
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%5.1f s", duration.toMillis() / 1000.0);
    }
}
