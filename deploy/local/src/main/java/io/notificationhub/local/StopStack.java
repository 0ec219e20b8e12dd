package io.notificationhub.local;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code hub stop}. */
final class StopStack {
    /** Services have 25 s, and those of a first run write their caches. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final HubFolders folders;
    private final PrintStream out;

    StopStack(HubFolders folders, PrintStream out) {
        this.folders = folders;
        this.out = out;
    }

    /** Ends the launcher with all it started, or what a killed launcher left; fine if there is nothing. */
    void stop() {
        Optional<ProcessHandle> launcher = Launcher.running(folders);
        launcher.ifPresent(process -> {
            out.println("Stopping …");
            process.destroy();
            if (!Deadline.after(PATIENCE)
                    .awaitUntil(
                            Duration.ofMillis(100),
                            () -> Launcher.running(folders).isEmpty())) {
                process.destroyForcibly();
            }
        });
        List<String> left = Leftovers.endAll(folders.state());
        if (!left.isEmpty()) {
            out.println("Ended what an earlier, killed run had left: " + String.join(", ", left));
        }
        Folders.delete(folders.state());
        out.println(launcher.isPresent() || !left.isEmpty() ? "Stopped." : "The stack does not run.");
    }
}
