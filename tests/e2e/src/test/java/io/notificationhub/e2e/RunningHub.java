package io.notificationhub.e2e;

import io.notificationhub.testkit.HubStack;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** One stack for all tests of this JVM, with Seoul's clock at noon so that AlimTalk may be sent, and short sessions of the console. */
final class RunningHub {
    static final Duration SESSION = Duration.ofSeconds(60);

    private RunningHub() {}

    static HubStack get() {
        return Started.INSTANCE;
    }

    private static final class Started {
        static final HubStack INSTANCE = HubStack.startFresh(
                Path.of("target", "hub"),
                Map.of(
                        "HUB_CLOCK_OFFSET",
                        HubStack.backToNoon(Clock.systemUTC()).toString(),
                        "HUB_GATEWAY_OPERATORS_SESSION",
                        SESSION.toString()));
    }
}
