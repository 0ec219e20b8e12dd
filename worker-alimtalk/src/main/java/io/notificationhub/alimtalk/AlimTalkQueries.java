package io.notificationhub.alimtalk;

import io.notificationhub.contracts.DeliveryRequested;
import io.notificationhub.contracts.VendorReason;
import io.notificationhub.delivery.OpenMessage;
import io.notificationhub.delivery.Outcome;
import io.notificationhub.delivery.ReceiptSource;
import io.notificationhub.delivery.VendorReceipt;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** What NHN knows of messages that it has taken. */
final class AlimTalkQueries implements ReceiptSource {
    private static final DateTimeFormatter SEOUL =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.of("Asia/Seoul"));
    /** Our clock and NHN's differ, and a message may have waited for its call. */
    private static final Duration MARGIN = Duration.ofHours(1);

    private final WebClient http;
    private final String path;
    private final AlimTalkProperties properties;
    private final Clock clock;

    AlimTalkQueries(WebClient http, AlimTalkProperties properties, Clock clock) {
        this.http = http;
        this.path = "/alimtalk/v2.3/appkeys/" + properties.appKey() + "/messages";
        this.properties = properties;
        this.clock = clock;
    }

    @Override
    public String vendor() {
        return "nhn";
    }

    @Override
    public Mono<VendorReceipt> receipt(OpenMessage message) {
        String id = message.vendorMessageId();
        Mono<JsonNode> known = id == null
                ? search(message.attemptId(), message.acceptedAt())
                // As variables, or each message would be a metric of its own.
                : get(path + "/{request}/{recipient}", (Object[]) id.split("/", 2))
                        .map(answer -> answer.path("message"));
        return known.mapNotNull(AlimTalkQueries::lastWord);
    }

    /** Whether NHN has the message at all: then it was taken, whatever became of it. */
    Mono<Outcome> find(DeliveryRequested message) {
        return search(message.attemptId(), message.createdAt())
                .map(found -> new Outcome.Accepted(found.path("requestId").stringValue("") + "/"
                        + found.path("recipientSeq").intValue(1)));
    }

    private Mono<JsonNode> search(UUID attemptId, Instant since) {
        return get(
                        path + "?startRequestDate={from}&endRequestDate={to}&recipientGroupingKey={attempt}",
                        SEOUL.format(since.minus(MARGIN)),
                        SEOUL.format(clock.instant().plus(MARGIN)),
                        attemptId)
                .mapNotNull(answer -> {
                    JsonNode first = answer.path("messageSearchResultResponse")
                            .path("messages")
                            .path(0);
                    return first.isObject() ? first : null;
                });
    }

    private Mono<JsonNode> get(String uri, Object... variables) {
        return http.get()
                .uri(uri, variables)
                .header("X-Secret-Key", properties.secretKey())
                .exchangeToMono(response -> response.bodyToMono(byte[].class)
                        .defaultIfEmpty(new byte[0])
                        .map(body -> AlimTalkAnswer.of(response, body)))
                .map(answer -> {
                    JsonNode header = answer.json().path("header");
                    if (answer.status() != 200 || !header.path("isSuccessful").booleanValue(false)) {
                        throw new IllegalStateException("NHN answered " + answer.status() + ", "
                                + header.path("resultCode").asString("no result code"));
                    }
                    return answer.json();
                });
    }

    /** Null while NHN has no final word. */
    private static @Nullable VendorReceipt lastWord(JsonNode message) {
        String status = message.path("messageStatus").stringValue("");
        String code = message.path("resultCode").asString("");
        if (code.isEmpty() || status.equals("READY") || status.equals("SENDING")) {
            return null;
        }
        return AlimTalkResults.receipt(
                code, VendorReason.of(message.path("resultCodeName").stringValue(null), ""));
    }
}
