package io.notificationhub.alimtalk;

import io.notificationhub.contracts.VendorReason;
import io.notificationhub.delivery.GroupOutcome;
import io.notificationhub.delivery.Outcome;
import io.notificationhub.delivery.RetryAfter;
import io.notificationhub.delivery.StatusOutcome;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.client.ClientResponse;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** NHN's answer to a call. It says what became of the call in the header, and of each recipient in the list; either may refuse. */
record AlimTalkAnswer(int status, @Nullable String retryAfter, JsonNode json) {
    private static final JsonMapper JSON = JsonMapper.shared();

    static AlimTalkAnswer of(ClientResponse response, byte[] body) {
        return new AlimTalkAnswer(
                response.statusCode().value(),
                response.headers().asHttpHeaders().getFirst(HttpHeaders.RETRY_AFTER),
                parse(body));
    }

    /** Of a call with one recipient. */
    Outcome one(String address, Clock clock) {
        return wasTaken()
                ? ofRecipient(json.path("message").path("sendResults").path(0), address)
                : ofCall(address, clock);
    }

    /** Of a call with many. */
    GroupOutcome all(Clock clock) {
        if (!wasTaken()) {
            return new GroupOutcome.Whole(ofCall("", clock));
        }
        Map<UUID, Outcome> outcomes = new HashMap<>();
        for (JsonNode result : json.path("message").path("sendResults")) {
            UUID attempt = attempt(result.path("recipientGroupingKey").stringValue(""));
            if (attempt != null) {
                outcomes.put(attempt, ofRecipient(result, ""));
            }
        }
        return new GroupOutcome.Each(outcomes);
    }

    private boolean wasTaken() {
        JsonNode header = json.path("header");
        return status == 200
                && header.path("resultCode").isInt()
                && header.path("isSuccessful").booleanValue(false);
    }

    private Outcome ofCall(String address, Clock clock) {
        JsonNode header = json.path("header");
        if (status == 200 && header.path("resultCode").isInt()) {
            return outcome(header, address, null);
        }
        return StatusOutcome.of(
                status,
                header.path("resultCode").asString(StatusOutcome.code(status)),
                VendorReason.of(header.path("resultMessage").stringValue(null), address),
                RetryAfter.parse(retryAfter, clock));
    }

    private Outcome ofRecipient(JsonNode result, String address) {
        return outcome(result, address, messageId(result));
    }

    private static Outcome outcome(JsonNode result, String address, @Nullable String messageId) {
        return result.path("resultCode").isInt()
                ? AlimTalkResults.outcome(
                        result.path("resultCode").intValue(),
                        VendorReason.of(result.path("resultMessage").stringValue(null), address),
                        messageId)
                : new Outcome.Ambiguous("NO_RESULT", "the answer tells nothing about the recipient");
    }

    /** What NHN is asked with for the message's result: the request and the recipient's place in it. */
    private @Nullable String messageId(JsonNode result) {
        String request = json.path("message").path("requestId").stringValue(null);
        return request == null
                ? null
                : request + "/" + result.path("recipientSeq").intValue(1);
    }

    private static @Nullable UUID attempt(String groupingKey) {
        try {
            return UUID.fromString(groupingKey);
        } catch (IllegalArgumentException notOurs) {
            return null;
        }
    }

    private static JsonNode parse(byte[] answer) {
        try {
            return JSON.readTree(answer);
        } catch (JacksonException notJson) {
            return MissingNode.getInstance();
        }
    }
}
