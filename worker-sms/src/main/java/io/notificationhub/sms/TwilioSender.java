package io.notificationhub.sms;

import io.notificationhub.contracts.DeliveryRequested;
import io.notificationhub.contracts.VendorReason;
import io.notificationhub.delivery.Outcome;
import io.notificationhub.delivery.RetryAfter;
import io.notificationhub.delivery.VendorAlarm;
import io.notificationhub.delivery.VendorCall;
import io.notificationhub.delivery.VendorSender;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Twilio's Programmable Messaging. It knows no idempotency key, so an unknown outcome stays unknown. */
final class TwilioSender implements VendorSender {
    private final WebClient http;
    private final String path;
    private final String authorization;
    private final String sender;
    private final String statusCallback;
    private final VendorAlarm alarm;
    private final Clock clock;

    TwilioSender(WebClient http, TwilioProperties properties, VendorAlarm alarm, Clock clock) {
        this.http = http;
        this.path = "/2010-04-01/Accounts/" + properties.accountSid() + "/Messages.json";
        this.authorization = "Basic "
                + Base64.getEncoder()
                        .encodeToString((properties.accountSid() + ":" + properties.authToken())
                                .getBytes(StandardCharsets.UTF_8));
        this.sender = properties.messagingServiceSid().isBlank()
                ? field("From", properties.from())
                : field("MessagingServiceSid", properties.messagingServiceSid());
        this.statusCallback = properties.statusCallback();
        this.alarm = alarm;
        this.clock = clock;
    }

    @Override
    public String vendor() {
        return "twilio";
    }

    @Override
    public Mono<Outcome> send(VendorCall call) {
        DeliveryRequested message = call.message();
        String form = String.join(
                "&",
                field("To", message.address()),
                sender,
                field("Body", message.content().body()),
                field("StatusCallback", statusCallback + "/" + message.attemptId()));
        return http.post()
                .uri(path)
                .header(HttpHeaders.AUTHORIZATION, authorization)
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .bodyValue(form.getBytes(StandardCharsets.US_ASCII))
                .exchangeToMono(response -> response.bodyToMono(byte[].class)
                        .defaultIfEmpty(new byte[0])
                        .map(answer -> outcome(response, VendorJson.read(answer), message.address())))
                .map(alarm::watch);
    }

    private Outcome outcome(ClientResponse response, JsonNode answer, String address) {
        if (response.statusCode().is2xxSuccessful() && answer.path("sid").isString()) {
            return new Outcome.Accepted(answer.path("sid").stringValue());
        }
        return TwilioErrors.outcome(
                answer.path("code").intValue(0),
                response.statusCode().value(),
                VendorReason.of(answer.path("message").stringValue(null), address),
                RetryAfter.parse(response.headers().asHttpHeaders().getFirst(HttpHeaders.RETRY_AFTER), clock));
    }

    private static String field(String name, String value) {
        return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
