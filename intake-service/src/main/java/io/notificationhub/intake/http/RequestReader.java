package io.notificationhub.intake.http;

import io.notificationhub.contracts.Addresses;
import io.notificationhub.contracts.Channel;
import io.notificationhub.intake.accept.IdempotencyKey;
import io.notificationhub.intake.decide.NotificationRequest;
import io.notificationhub.templating.LocaleTag;
import io.notificationhub.web.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes a valid request of a body, or a problem that names everything wrong with it. */
@Component
final class RequestReader {
    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST_BODY = 4000;
    private static final int LONGEST_TEMPLATE_KEY = 128;
    private static final int MOST_VARIABLES = 100;
    private static final Duration FARTHEST = Duration.ofDays(366);
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,128}");

    private final Clock clock;

    RequestReader(Clock clock) {
        this.clock = clock;
    }

    /** A request with its key. */
    record Read(NotificationRequest request, IdempotencyKey key) {}

    /** Reads the key from the header's values, as RFC-style quoted string or bare. */
    static String key(List<String> header) {
        if (header.isEmpty() || header.getFirst().isBlank()) {
            throw ProblemException.of(
                    IntakeError.IDEMPOTENCY_KEY_REQUIRED, "Send a key of your own in the header Idempotency-Key");
        }
        if (header.size() > 1) {
            throw ProblemException.invalid("Idempotency-Key", "must be sent once");
        }
        return key("Idempotency-Key", header.getFirst());
    }

    /** Reads the key of a batch item. */
    static String itemKey(@Nullable String key) {
        if (key == null || key.isBlank()) {
            throw ProblemException.of(
                    IntakeError.IDEMPOTENCY_KEY_REQUIRED, "Every item needs an idempotencyKey of its own");
        }
        return key("idempotencyKey", key);
    }

    private static String key(String field, String value) {
        String trimmed = value.strip();
        boolean quoted = trimmed.length() >= 2 && trimmed.startsWith("\"") && trimmed.endsWith("\"");
        String bare = quoted ? trimmed.substring(1, trimmed.length() - 1) : trimmed;
        if (!KEY.matcher(bare).matches()) {
            throw ProblemException.invalid(field, "must be 1 to 128 visible ASCII characters");
        }
        return bare;
    }

    Read read(String producerId, String key, NotificationBody body) {
        Findings findings = new Findings();
        String recipientId = findings.recipientId("recipientId", body.recipientId());
        if (body.kind() == null) {
            findings.add("kind", "is required");
        }
        NotificationRequest.Message message = message(body, findings);
        String locale = locale(body.locale(), findings);
        Map<Channel, String> addresses = addresses(body.addresses(), findings);
        Instant sendAt = time("sendAt", body.sendAt(), findings);
        Instant expiresAt = time("expiresAt", body.expiresAt(), findings);
        checkTimes(sendAt, expiresAt, findings);
        if (body.channels() != null && body.channels().stream().anyMatch(Objects::isNull)) {
            findings.add("channels", "contains null");
        }
        findings.throwIfAny();
        NotificationRequest request = new NotificationRequest(
                producerId,
                recipientId,
                Objects.requireNonNull(body.kind()),
                message,
                locale,
                channels(body.channels()),
                addresses,
                sendAt,
                expiresAt,
                body.quietHours());
        return new Read(request, new IdempotencyKey(producerId, key, Fingerprint.of(request)));
    }

    private static NotificationRequest.Message message(NotificationBody body, Findings findings) {
        boolean words = body.title() != null || body.body() != null;
        if (body.templateKey() == null) {
            if (body.payload() != null && !words) {
                findings.add("templateKey", "is required with a payload");
                return new NotificationRequest.Message.Text("", "");
            }
            return new NotificationRequest.Message.Text(
                    findings.required("title", body.title(), LONGEST_TITLE),
                    findings.required("body", body.body(), LONGEST_BODY));
        }
        if (words) {
            findings.add("templateKey", "can't be combined with title or body");
        }
        return new NotificationRequest.Message.Templated(
                findings.required("templateKey", body.templateKey(), LONGEST_TEMPLATE_KEY),
                payload(body.payload(), findings));
    }

    private static Map<String, String> payload(@Nullable Map<String, @Nullable String> payload, Findings findings) {
        Map<String, String> values = new LinkedHashMap<>();
        if (payload == null) {
            return values;
        }
        if (payload.size() > MOST_VARIABLES) {
            findings.add("payload", "has more than " + MOST_VARIABLES + " entries");
        }
        payload.forEach((name, value) -> {
            if (value == null) {
                findings.add("payload." + name, "is null");
            } else {
                findings.optional("payload." + name, value, LONGEST_BODY);
                values.put(name, value);
            }
        });
        return values;
    }

    private static @Nullable String locale(@Nullable String locale, Findings findings) {
        if (locale == null) {
            return null;
        }
        LocaleTag tag = LocaleTag.read(locale);
        if (tag == null) {
            findings.add("locale", "is no language tag");
            return null;
        }
        return tag.value();
    }

    private static Map<Channel, String> addresses(
            @Nullable Map<Channel, @Nullable String> addresses, Findings findings) {
        Map<Channel, String> valid = new EnumMap<>(Channel.class);
        if (addresses != null) {
            addresses.forEach((channel, address) -> {
                if (address == null || !Addresses.isValid(channel, address)) {
                    findings.add("addresses." + channel, "is no address of this channel");
                } else {
                    valid.put(channel, address);
                }
            });
        }
        return valid;
    }

    private static @Nullable Instant time(String field, @Nullable String text, Findings findings) {
        if (text == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            findings.add(field, "is no time with an offset (RFC 3339)");
            return null;
        }
    }

    private void checkTimes(@Nullable Instant sendAt, @Nullable Instant expiresAt, Findings findings) {
        Instant now = clock.instant();
        if (sendAt != null && sendAt.isAfter(now.plus(FARTHEST))) {
            findings.add("sendAt", "is more than a year away");
        }
        if (sendAt != null && sendAt.isBefore(now.minus(FARTHEST))) {
            findings.add("sendAt", "is long past");
        }
        if (expiresAt != null) {
            if (!expiresAt.isAfter(now)) {
                findings.add("expiresAt", "is past");
            } else if (expiresAt.isAfter(now.plus(FARTHEST.multipliedBy(2)))) {
                findings.add("expiresAt", "is too far away");
            } else if (sendAt != null && !expiresAt.isAfter(sendAt)) {
                findings.add("expiresAt", "is not after sendAt");
            }
        }
    }

    private static List<Channel> channels(@Nullable List<@Nullable Channel> channels) {
        return channels == null
                ? List.of()
                : channels.stream().filter(Objects::nonNull).distinct().toList();
    }
}
