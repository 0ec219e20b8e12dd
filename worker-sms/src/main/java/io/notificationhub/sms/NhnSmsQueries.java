package io.notificationhub.sms;

import io.notificationhub.contracts.VendorReason;
import io.notificationhub.delivery.OpenMessage;
import io.notificationhub.delivery.ReceiptSource;
import io.notificationhub.delivery.VendorReceipt;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** What NHN knows of text messages that it has taken. */
final class NhnSmsQueries implements ReceiptSource {
    private final WebClient http;
    private final NhnSmsProperties properties;
    private final String sender;

    NhnSmsQueries(WebClient http, NhnSmsProperties properties) {
        this.http = http;
        this.properties = properties;
        this.sender = "/sms/v3.0/appKeys/" + properties.appKey() + "/sender/";
    }

    @Override
    public String vendor() {
        return "nhn";
    }

    /** Short and long messages are looked for in different places, and the id doesn't tell which it is. */
    @Override
    public Mono<VendorReceipt> receipt(OpenMessage message) {
        String id = message.vendorMessageId();
        return id == null
                ? Mono.empty()
                : get("sms", id).switchIfEmpty(Mono.defer(() -> get("mms", id))).mapNotNull(NhnSmsQueries::lastWord);
    }

    private Mono<JsonNode> get(String product, String requestId) {
        return http.get()
                .uri(sender + product + "/{request}?recipientSeq=1", requestId)
                .header("X-Secret-Key", properties.secretKey())
                .exchangeToMono(response -> response.bodyToMono(byte[].class)
                        .defaultIfEmpty(new byte[0])
                        .mapNotNull(body -> data(response.statusCode().value(), VendorJson.read(body))));
    }

    private static @Nullable JsonNode data(int status, JsonNode answer) {
        JsonNode header = answer.path("header");
        if (status != 200 || !header.path("isSuccessful").booleanValue(false)) {
            throw new IllegalStateException(
                    "NHN answered " + status + ", " + header.path("resultCode").asString("no result code"));
        }
        JsonNode data = answer.path("body").path("data");
        return data.isObject() ? data : null;
    }

    private static @Nullable VendorReceipt lastWord(JsonNode message) {
        return NhnSmsResults.receipt(
                message.path("resultCode").asString(""),
                VendorReason.of(message.path("resultCodeName").stringValue(null), ""));
    }
}
