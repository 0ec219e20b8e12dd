package io.notificationhub.delivery.redis;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.notificationhub.contracts.Hygiene;
import io.notificationhub.delivery.GroupOutcome;
import io.notificationhub.delivery.Outcome;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** An outcome as it is kept in Redis: short names, because a group has a thousand. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record StoredOutcome(
        What what,
        @Nullable String id,
        @Nullable String code,
        @Nullable String reason,
        Outcome.@Nullable Scope scope,
        @Nullable Hygiene hygiene,
        @Nullable Long retryAfterMillis) {
    private static final JsonMapper JSON = JsonMapper.shared();

    enum What {
        ACCEPTED,
        TRANSIENT,
        THROTTLED,
        PERMANENT,
        AMBIGUOUS
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record OfGroup(
            @Nullable StoredOutcome whole, @Nullable Map<UUID, StoredOutcome> each) {}

    static String write(GroupOutcome outcome) {
        return JSON.writeValueAsString(
                switch (outcome) {
                    case GroupOutcome.Whole(Outcome whole) -> new OfGroup(of(whole), null);
                    case GroupOutcome.Each(Map<UUID, Outcome> outcomes) -> {
                        Map<UUID, StoredOutcome> each = new HashMap<>();
                        outcomes.forEach((attempt, one) -> each.put(attempt, of(one)));
                        yield new OfGroup(null, each);
                    }
                });
    }

    static GroupOutcome read(String json) {
        OfGroup stored = JSON.readValue(json, OfGroup.class);
        if (stored.whole() != null) {
            return new GroupOutcome.Whole(stored.whole().outcome());
        }
        Map<UUID, Outcome> each = new HashMap<>();
        Objects.requireNonNull(stored.each()).forEach((attempt, one) -> each.put(attempt, one.outcome()));
        return new GroupOutcome.Each(each);
    }

    private static StoredOutcome of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Accepted(String id) -> new StoredOutcome(What.ACCEPTED, id, null, null, null, null, null);
            case Outcome.Transient(Outcome.Scope scope, String code, String reason, Duration retryAfter) ->
                new StoredOutcome(What.TRANSIENT, null, code, reason, scope, null, millis(retryAfter));
            case Outcome.Throttled(String code, String reason, Duration retryAfter) ->
                new StoredOutcome(What.THROTTLED, null, code, reason, null, null, millis(retryAfter));
            case Outcome.Permanent(String code, String reason, Hygiene hygiene) ->
                new StoredOutcome(What.PERMANENT, null, code, reason, null, hygiene, null);
            case Outcome.Ambiguous(String code, String reason) ->
                new StoredOutcome(What.AMBIGUOUS, null, code, reason, null, null, null);
        };
    }

    private Outcome outcome() {
        Duration retryAfter = retryAfterMillis == null ? null : Duration.ofMillis(retryAfterMillis);
        String vendorCode = Objects.requireNonNullElse(code, "");
        String words = Objects.requireNonNullElse(reason, "");
        return switch (what) {
            case ACCEPTED -> new Outcome.Accepted(id);
            case TRANSIENT ->
                new Outcome.Transient(
                        Objects.requireNonNullElse(scope, Outcome.Scope.VENDOR), vendorCode, words, retryAfter);
            case THROTTLED -> new Outcome.Throttled(vendorCode, words, retryAfter);
            case PERMANENT ->
                new Outcome.Permanent(vendorCode, words, Objects.requireNonNullElse(hygiene, Hygiene.NONE));
            case AMBIGUOUS -> new Outcome.Ambiguous(vendorCode, words);
        };
    }

    private static @Nullable Long millis(@Nullable Duration duration) {
        return duration == null ? null : duration.toMillis();
    }
}
