package io.notificationhub.gateway;

import io.notificationhub.web.CommonError;
import io.notificationhub.web.ProblemException;
import io.notificationhub.web.WebProperties;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What a session of the console is proved by in place of the operator's credential: since when, until when, whose, and a signature (HMAC-SHA256
 * by the inner secret) over these and the ground the session stands on. So it means the same to every gateway, and ends with its time or its
 * ground. Its beginning tells it from others of the same credential: one may be ended and another begun.
 */
@Component
final class SessionSeal {
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final int LONGEST = 512;
    /** So that no signature over anything else can be taken for one of these. */
    private static final String PURPOSE = "console-session:";

    private final Operators operators;
    private final Duration session;
    private final List<byte[]> secrets;
    private final Clock clock;

    SessionSeal(Operators operators, OperatorProperties properties, WebProperties web, Clock clock) {
        this.operators = operators;
        this.session = properties.session();
        this.secrets = Stream.of(web.innerSecret(), web.previousInnerSecret())
                .filter(secret -> !secret.isBlank())
                .map(secret -> secret.getBytes(StandardCharsets.UTF_8))
                .toList();
        this.clock = clock;
    }

    /**
     * Begins a session, of characters that stand in a cookie as they are.
     *
     * @throws ProblemException 503 without an inner secret
     */
    String begin(Operators.Proven proven) {
        if (secrets.isEmpty()) {
            throw ProblemException.of(
                            CommonError.TEMPORARILY_UNAVAILABLE, "Nobody can sign in before HUB_INNER_SECRET is set")
                    .retryAfter(Duration.ofMinutes(1));
        }
        Instant begun = clock.instant();
        Instant longest = begun.plus(session);
        Instant end = proven.until().isBefore(longest) ? proven.until() : longest;
        String name = proven.operator().name();
        String claim = begun.toEpochMilli() + "." + end.toEpochMilli() + "."
                + ENCODER.encodeToString(name.getBytes(StandardCharsets.UTF_8));
        return claim + "." + signature(secrets.getFirst(), claim, proven.ground());
    }

    /** Whose session this is, null if it is over or none. */
    Identity.@Nullable Operator operator(String presented) {
        String[] parts = presented.split("\\.", -1);
        if (presented.length() > LONGEST || parts.length != 4) {
            return null;
        }
        String claim = presented.substring(0, presented.lastIndexOf('.'));
        try {
            Instant end = Instant.ofEpochMilli(Long.parseLong(parts[1]));
            String name = new String(Base64.getUrlDecoder().decode(parts[2]), StandardCharsets.UTF_8);
            boolean ours = operators.grounds(name).anyMatch(ground -> isSigned(claim, parts[3], ground));
            return ours && clock.instant().isBefore(end) ? new Identity.Operator(name) : null;
        } catch (RuntimeException notOurs) {
            return null;
        }
    }

    private boolean isSigned(String claim, String signature, String ground) {
        byte[] presented = signature.getBytes(StandardCharsets.US_ASCII);
        return secrets.stream()
                .map(secret -> signature(secret, claim, ground))
                .anyMatch(right -> MessageDigest.isEqual(right.getBytes(StandardCharsets.US_ASCII), presented));
    }

    private static String signature(byte[] secret, String claim, String ground) {
        byte[] text = (PURPOSE + claim + "." + ground).getBytes(StandardCharsets.UTF_8);
        return ENCODER.encodeToString(Hmac.sha256(secret, text));
    }
}
