package io.notificationhub.alimtalk;

import io.notificationhub.delivery.Outcome;
import io.notificationhub.delivery.RetryAfter;
import io.notificationhub.delivery.StatusOutcome;
import io.notificationhub.delivery.VendorAlarm;
import io.notificationhub.delivery.VendorCall;
import io.notificationhub.delivery.VendorReason;
import io.notificationhub.delivery.VendorSender;
import java.time.Clock;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** NHN Cloud AlimTalk v2.3, one message per call. NHN honours the idempotency key for ten minutes. */
final class AlimTalkSender implements VendorSender {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final WebClient http;
    private final String path;
    private final AlimTalkProperties properties;
    private final VendorAlarm alarm;
    private final Clock clock;

    AlimTalkSender(WebClient http, AlimTalkProperties properties, VendorAlarm alarm, Clock clock) {
        this.http = http;
        this.path = "/alimtalk/v2.3/appkeys/" + properties.appKey() + "/messages";
        this.properties = properties;
        this.alarm = alarm;
        this.clock = clock;
    }

    @Override
    public String vendor() {
        return "nhn";
    }

    @Override
    public boolean repeatable() {
        return true;
    }

    @Override
    public Mono<Outcome> send(VendorCall call) {
        AlimTalkRequest request = AlimTalkRequest.of(call.message(), properties);
        if (request == null) {
            return Mono.just(new Outcome.Permanent(
                    "TEMPLATE_REQUIRED", "the message has no template at the vendor and no default is configured"));
        }
        return http.post()
                .uri(path)
                .header("X-Secret-Key", properties.secretKey())
                .header("X-NC-API-IDEMPOTENCY-KEY", call.idempotencyKey())
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(JSON.writeValueAsBytes(request))
                .exchangeToMono(response -> response.bodyToMono(byte[].class)
                        .defaultIfEmpty(new byte[0])
                        .map(answer ->
                                outcome(response, parse(answer), call.message().address())))
                .map(alarm::watch);
    }

    /** NHN says what became of the call in the header, and of the recipient in the list; either may refuse. */
    private Outcome outcome(ClientResponse response, JsonNode answer, String address) {
        int status = response.statusCode().value();
        JsonNode header = answer.path("header");
        if (status != 200 || !header.path("resultCode").isInt()) {
            return StatusOutcome.of(
                    status,
                    header.path("resultCode").asString(StatusOutcome.code(status)),
                    VendorReason.of(header.path("resultMessage").stringValue(null), address),
                    RetryAfter.parse(response.headers().asHttpHeaders().getFirst(HttpHeaders.RETRY_AFTER), clock));
        }
        JsonNode message = answer.path("message");
        JsonNode result = header.path("isSuccessful").booleanValue(false)
                ? message.path("sendResults").path(0)
                : header;
        return result.path("resultCode").isInt()
                ? AlimTalkResults.outcome(
                        result.path("resultCode").intValue(),
                        VendorReason.of(result.path("resultMessage").stringValue(null), address),
                        message.path("requestId").stringValue(null))
                : new Outcome.Ambiguous("NO_RESULT", "the answer tells nothing about the recipient");
    }

    private static JsonNode parse(byte[] answer) {
        try {
            return JSON.readTree(answer);
        } catch (JacksonException notJson) {
            return MissingNode.getInstance();
        }
    }
}
