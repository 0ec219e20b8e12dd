package io.notificationhub.sms;

import io.notificationhub.contracts.DeliveryRequested;
import io.notificationhub.contracts.VendorReason;
import io.notificationhub.delivery.Outcome;
import io.notificationhub.delivery.RetryAfter;
import io.notificationhub.delivery.StatusOutcome;
import io.notificationhub.delivery.VendorAlarm;
import io.notificationhub.delivery.VendorCall;
import io.notificationhub.delivery.VendorSender;
import java.time.Clock;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** NHN Cloud SMS v3.0. A long message goes out as LMS, through the endpoint of MMS. */
final class NhnSmsSender implements VendorSender {
    private final WebClient http;
    private final String shortPath;
    private final String longPath;
    private final NhnSmsProperties properties;
    private final VendorAlarm alarm;
    private final Clock clock;

    NhnSmsSender(WebClient http, NhnSmsProperties properties, VendorAlarm alarm, Clock clock) {
        this.http = http;
        String sender = "/sms/v3.0/appKeys/" + properties.appKey() + "/sender/";
        this.shortPath = sender + "sms";
        this.longPath = sender + "mms";
        this.properties = properties;
        this.alarm = alarm;
        this.clock = clock;
    }

    @Override
    public String vendor() {
        return "nhn";
    }

    @Override
    public Mono<Outcome> send(VendorCall call) {
        DeliveryRequested message = call.message();
        NhnSmsRequest request = NhnSmsRequest.of(message, properties.sendNo());
        return http.post()
                .uri(request.isLong() ? longPath : shortPath)
                .header("X-Secret-Key", properties.secretKey())
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(VendorJson.write(request))
                .exchangeToMono(response -> response.bodyToMono(byte[].class)
                        .defaultIfEmpty(new byte[0])
                        .map(answer -> outcome(response, VendorJson.read(answer), message.address())))
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
        JsonNode data = answer.path("body").path("data");
        JsonNode result = header.path("isSuccessful").booleanValue(false)
                ? data.path("sendResultList").path(0)
                : header;
        return result.path("resultCode").isInt()
                ? NhnSmsResults.outcome(
                        result.path("resultCode").intValue(),
                        VendorReason.of(result.path("resultMessage").stringValue(null), address),
                        data.path("requestId").stringValue(null))
                : new Outcome.Ambiguous("NO_RESULT", "the answer tells nothing about the recipient");
    }
}
