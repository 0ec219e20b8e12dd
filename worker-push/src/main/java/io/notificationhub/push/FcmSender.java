package io.notificationhub.push;

import io.notificationhub.contracts.VendorReason;
import io.notificationhub.delivery.Outcome;
import io.notificationhub.delivery.RetryAfter;
import io.notificationhub.delivery.StatusOutcome;
import io.notificationhub.delivery.VendorAlarm;
import io.notificationhub.delivery.VendorCall;
import io.notificationhub.delivery.VendorSender;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** FCM HTTP v1. */
final class FcmSender implements VendorSender {
    private static final String FCM_ERROR = "type.googleapis.com/google.firebase.fcm.v1.FcmError";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final WebClient http;
    private final String path;
    private final AccessTokens tokens;
    private final VendorAlarm alarm;
    private final Clock clock;

    FcmSender(WebClient http, String project, AccessTokens tokens, VendorAlarm alarm, Clock clock) {
        this.http = http;
        this.path = "/v1/projects/" + project + "/messages:send";
        this.tokens = tokens;
        this.alarm = alarm;
        this.clock = clock;
    }

    @Override
    public String vendor() {
        return "fcm";
    }

    @Override
    public Mono<Outcome> send(VendorCall call) {
        byte[] body = FcmRequest.of(call.message(), clock).json();
        if (body.length > FcmRequest.LARGEST) {
            return Mono.just(new Outcome.Permanent(
                    "PAYLOAD_TOO_LARGE", "the message has " + body.length + " bytes, FCM takes " + FcmRequest.LARGEST));
        }
        return tokens.authorization()
                .flatMap(authorization ->
                        post(body, authorization, call.message().address()))
                .onErrorResume(AccessTokens.NoToken.class, missing -> Mono.just(missing.outcome()))
                .map(alarm::watch);
    }

    private Mono<Outcome> post(byte[] body, String authorization, String address) {
        return http.post()
                .uri(path)
                .header(HttpHeaders.AUTHORIZATION, authorization)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchangeToMono(response -> response.bodyToMono(byte[].class)
                        .defaultIfEmpty(new byte[0])
                        .map(answer -> outcome(response, parse(answer), authorization, address)));
    }

    private Outcome outcome(ClientResponse response, JsonNode answer, String authorization, String address) {
        int status = response.statusCode().value();
        if (status == 200 && answer.path("name").isString()) {
            return new Outcome.Accepted(answer.path("name").stringValue());
        }
        Duration retryAfter =
                RetryAfter.parse(response.headers().asHttpHeaders().getFirst(HttpHeaders.RETRY_AFTER), clock);
        FcmErrors.Refusal refusal = refusal(status, answer.path("error"), address, retryAfter);
        if (status == 401 && refusal.errorCode() == null) {
            tokens.forget(authorization);
        }
        return FcmErrors.outcome(refusal);
    }

    private static FcmErrors.Refusal refusal(
            int status, JsonNode error, String address, @Nullable Duration retryAfter) {
        String errorCode = null;
        boolean ofRecipient = false;
        for (JsonNode detail : error.path("details")) {
            if (detail.path("@type").stringValue("").equals(FCM_ERROR)) {
                errorCode = detail.path("errorCode").stringValue(null);
            }
            ofRecipient |= detail.path("reason").stringValue("").equals("RECIPIENT_UNAVAILABLE");
        }
        return new FcmErrors.Refusal(
                status,
                errorCode,
                error.path("status").stringValue(""),
                VendorReason.of(error.path("message").stringValue(StatusOutcome.code(status)), address),
                ofRecipient,
                retryAfter);
    }

    private static JsonNode parse(byte[] answer) {
        try {
            return JSON.readTree(answer);
        } catch (JacksonException notJson) {
            return MissingNode.getInstance();
        }
    }
}
