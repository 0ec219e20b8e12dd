package io.notificationhub.simulator;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Everything that can be set; the defaults are those of the local stack.
 *
 * @param bind address of both listeners
 * @param httpPort 0 for any free port
 * @param smtpPort 0 for any free port
 * @param callbackBase where callbacks go whose URL the call does not name itself
 * @param maxMessages messages kept for {@code GET /_sim/messages}
 * @param maxBytes memory for them
 * @param maxIds attempt ids remembered per vendor, and idempotency keys
 * @param maxPolled NHN messages kept for polling
 * @param seed of the draws of faults
 * @param threads event loops
 */
public record SimulatorSettings(
        String bind,
        int httpPort,
        int smtpPort,
        URI callbackBase,
        Credentials credentials,
        int maxMessages,
        long maxBytes,
        int maxIds,
        int maxPolled,
        long seed,
        int threads) {
    // Shares of the heap that leave the rest to work in, even when every vendor is busy: a fifth for messages, at most
    // a sixteenth
    // per table of ids (32 B each, once more while it grows), an eighth for polling (about 500 B each).
    private static final int HEAP_PER_BYTE = 5;
    private static final int HEAP_PER_ID = 512;
    private static final int HEAP_PER_POLLED = 4_096;

    /**
     * What callers must present and callbacks are signed with.
     *
     * @param fcmPublicKey PEM of the key that verifies FCM assertions; empty accepts any service account
     */
    public record Credentials(
            String sesAccessKey,
            String sesSecretKey,
            String twilioAccountSid,
            String twilioAuthToken,
            String nhnAppKey,
            String nhnSecretKey,
            String smtpUser,
            String smtpPassword,
            String webhookSecret,
            String fcmTokenKey,
            Optional<String> fcmPublicKey) {}

    /** The defaults with any free ports and a fixed seed, for use inside a test. */
    public static SimulatorSettings onFreePorts() {
        return fromEnvironment(
                Map.of("HUB_SIMULATOR_PORT", "0", "HUB_SIMULATOR_SMTP_PORT", "0", "HUB_SIMULATOR_SEED", "1"),
                () -> 1L,
                file -> file);
    }

    /** The same, with callbacks going elsewhere. */
    public SimulatorSettings callingBack(URI base) {
        return new SimulatorSettings(
                bind, httpPort, smtpPort, base, credentials, maxMessages, maxBytes, maxIds, maxPolled, seed, threads);
    }

    interface PemFiles {
        String read(String file);
    }

    /** @throws IllegalArgumentException with one clear line, if a value is not what it must be */
    static SimulatorSettings fromEnvironment(Map<String, String> environment, Supplier<Long> newSeed, PemFiles files) {
        Environment env = new Environment(environment);
        long heap = Runtime.getRuntime().maxMemory();
        Credentials credentials = new Credentials(
                env.text("HUB_SIMULATOR_SES_ACCESS_KEY", "AKIALOCALSIMULATOR"),
                env.text("HUB_SIMULATOR_SES_SECRET_KEY", "local-ses-secret"),
                env.text("HUB_SIMULATOR_TWILIO_ACCOUNT_SID", "AC00000000000000000000000000000001"),
                env.text("HUB_SIMULATOR_TWILIO_AUTH_TOKEN", "local-webhook-secret"),
                env.text("HUB_SIMULATOR_NHN_APPKEY", "local-nhn-appkey"),
                env.text("HUB_SIMULATOR_NHN_SECRET_KEY", "local-nhn-secret"),
                env.text("HUB_SIMULATOR_SMTP_USER", "local-smtp"),
                env.text("HUB_SIMULATOR_SMTP_PASSWORD", "local-smtp-secret"),
                env.text("HUB_WEBHOOK_SECRET", "local-webhook-secret"),
                env.text("HUB_SIMULATOR_FCM_TOKEN_KEY", "local-fcm-token-key"),
                Optional.ofNullable(environment.get("HUB_SIMULATOR_FCM_PUBLIC_KEY"))
                        .map(files::read));
        return new SimulatorSettings(
                env.text("HUB_BIND", "127.0.0.1"),
                (int) env.number("HUB_SIMULATOR_PORT", 8090, 0, 65_535),
                (int) env.number("HUB_SIMULATOR_SMTP_PORT", 8025, 0, 65_535),
                URI.create(env.text("HUB_CALLBACK_BASE", "http://127.0.0.1:8080")),
                credentials,
                (int) env.number("HUB_SIMULATOR_MAX_MESSAGES", 200_000, 1, 10_000_000),
                env.number("HUB_SIMULATOR_MAX_BYTES", heap / HEAP_PER_BYTE, 10_000, Long.MAX_VALUE),
                (int) env.number("HUB_SIMULATOR_MAX_IDS", Math.min(heap / HEAP_PER_ID, 2_000_000), 1, 100_000_000),
                (int) env.number("HUB_SIMULATOR_MAX_POLLED", Math.min(heap / HEAP_PER_POLLED, 200_000), 1, 10_000_000),
                environment.containsKey("HUB_SIMULATOR_SEED")
                        ? env.number("HUB_SIMULATOR_SEED", 0, Long.MIN_VALUE, Long.MAX_VALUE)
                        : newSeed.get(),
                (int) env.number("HUB_SIMULATOR_THREADS", 2, 1, 64));
    }

    private record Environment(Map<String, String> values) {
        String text(String name, String absent) {
            String value = values.get(name);
            return value == null || value.isBlank() ? absent : value.strip();
        }

        long number(String name, long absent, long least, long most) {
            String value = text(name, Long.toString(absent));
            try {
                long number = Long.parseLong(value);
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException notANumber) {
                throw new IllegalArgumentException(name + " is not a number: " + value, notANumber);
            }
            throw new IllegalArgumentException(name + " must be from " + least + " to " + most + ", not " + value);
        }
    }
}
