package io.notificationhub.intake.receipt;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.notificationhub.contracts.Hygiene;
import io.notificationhub.contracts.ReceiptRecorded.Receipt;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * NHN's webhook about final results, of AlimTalk and of text messages. A message is found by its {@code recipientGroupingKey}, which is our attempt
 * id. A repeated {@code hookId} says what was recorded before, and so changes nothing.
 */
final class NhnCallback {
    private static final String VENDOR = "nhn";
    private static final String DELIVERED = "1000";
    /** KakaoTalk has not confirmed it; another result follows. */
    private static final String UNCONFIRMED = "3005";
    /** No KakaoTalk user, no longer in use, or one who takes no AlimTalks. */
    private static final Set<String> UNREACHABLE = Set.of("3018", "3019", "3020");

    /** As NHN posts it; it may have more than what is read. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Webhook(@JsonProperty(required = true) List<Hook> hooks) {
        Webhook {
            hooks = hooks == null ? List.of() : List.copyOf(hooks);
        }
    }

    /** One message's result. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Hook(
            @Nullable String hookId,
            @Nullable String resultCode,
            @Nullable String recipientGroupingKey,
            @Nullable String kakaoMessageType) {}

    List<VendorReceipt> read(Webhook webhook, Instant now) {
        return webhook.hooks().stream()
                .map(hook -> receipt(hook, now))
                .filter(Objects::nonNull)
                .toList();
    }

    private static @Nullable VendorReceipt receipt(Hook hook, Instant now) {
        UUID attemptId = attemptId(hook.recipientGroupingKey());
        String code = hook.resultCode();
        if (attemptId == null || code == null || code.equals(UNCONFIRMED)) {
            return null;
        }
        if (code.equals(DELIVERED)) {
            return VendorReceipt.delivered(attemptId, VENDOR, null, code, now);
        }
        boolean unreachable = hook.kakaoMessageType() != null && UNREACHABLE.contains(code);
        return new VendorReceipt(attemptId, VENDOR, null, Receipt.FAILED, code, null, unreachable, Hygiene.NONE, now);
    }

    /** Null for a message that is not ours: the account may send others. */
    private static @Nullable UUID attemptId(@Nullable String groupingKey) {
        try {
            return groupingKey == null ? null : UUID.fromString(groupingKey);
        } catch (IllegalArgumentException notOurs) {
            return null;
        }
    }
}
