package io.notificationhub.local;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;

/** The main program behind {@code hub}: {@code run [--fresh]}, {@code status}, {@code stop}, {@code demo [--failures]}. */
public final class Stack {
    private Stack() {}

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        int status;
        try {
            status = run(Arrays.asList(arguments), out);
        } catch (StartFailure e) {
            err.println("hub: " + e.getMessage());
            status = 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            status = 130;
        }
        System.exit(status);
    }

    private static int run(List<String> arguments, PrintStream out) throws InterruptedException {
        HubFolders folders = HubFolders.current();
        StackSettings settings = StackSettings.from(System.getenv());
        Clock clock = Clock.systemUTC();
        String verb = arguments.isEmpty() ? "" : arguments.getFirst();
        return switch (verb) {
            case "run" -> {
                new Launcher(folders, settings, out, clock).run(arguments.contains("--fresh"));
                yield 0;
            }
            case "status" -> new StackStatus(folders, clock).print(out);
            case "stop" -> {
                new StopStack(folders, out).stop();
                yield 0;
            }
            case "demo" ->
                arguments.contains("--failures")
                        ? new DemoFailures(settings.ports(), out).run()
                        : new Demo(settings.ports(), out).run();
            default -> throw new StartFailure("unknown verb '" + verb + "'; see ./hub help.");
        };
    }
}
