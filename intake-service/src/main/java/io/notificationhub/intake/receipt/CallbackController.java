package io.notificationhub.intake.receipt;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.notificationhub.intake.batch.Batcher;
import io.notificationhub.web.Caller;
import io.notificationhub.web.CommonError;
import io.notificationhub.web.ProblemException;
import io.notificationhub.web.TraceId;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes vendors' callbacks, which the gateway has proved. {@code 202} means that what they say is durable. Callbacks that come together share a
 * transaction. One that names an attempt that doesn't exist is 404 where the path names it, and counted and left where only the body does: the
 * vendor would repeat it for ever.
 */
@RestController
@RequestMapping("/api/v1/deliveries")
class CallbackController {
    /** Receipts of one callback that wait together. */
    private static final int AT_ONCE = 256;

    private final Batcher<Receipts.Received, Boolean> receipts;
    private final TwilioCallback twilio = new TwilioCallback();
    private final NhnCallback nhn = new NhnCallback();
    private final SesCallback ses;
    private final Clock clock;

    CallbackController(Batcher<Receipts.Received, Boolean> receipts, JsonMapper json, Clock clock) {
        this.receipts = receipts;
        this.ses = new SesCallback(json);
        this.clock = clock;
    }

    /** The hub's own acknowledgement. */
    record Ack(
            @JsonProperty(required = true) boolean success,
            @Nullable String vendorMessageId,
            @Nullable String failureReason) {}

    @PostMapping(path = "/{attemptId}/ack", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    Mono<Void> acknowledged(@RequestHeader HttpHeaders headers, @PathVariable UUID attemptId, @RequestBody Ack ack) {
        String vendor = Caller.vendor(headers);
        VendorReceipt receipt = ack.success()
                ? VendorReceipt.delivered(attemptId, vendor, ack.vendorMessageId(), null, clock.instant())
                : AckFailure.of(attemptId, vendor, ack.vendorMessageId(), ack.failureReason(), clock.instant());
        return known(attemptId, List.of(receipt), headers);
    }

    @PostMapping(path = "/callbacks/twilio/{attemptId}", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    Mono<Void> twilio(@RequestHeader HttpHeaders headers, @PathVariable UUID attemptId, ServerWebExchange exchange) {
        Caller.vendor(headers);
        return exchange.getFormData()
                .flatMap(form -> known(attemptId, twilio.read(attemptId, form, clock.instant()), headers));
    }

    @PostMapping(path = "/callbacks/nhn", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    Mono<Void> nhn(@RequestHeader HttpHeaders headers, @RequestBody NhnCallback.Webhook webhook) {
        Caller.vendor(headers);
        return record(nhn.read(webhook, clock.instant()), headers).then();
    }

    /** SNS posts its JSON as text. */
    @PostMapping("/callbacks/ses")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Mono<Void> ses(@RequestHeader HttpHeaders headers, @RequestBody String envelope) {
        Caller.vendor(headers);
        return record(ses.read(envelope, clock.instant()), headers).then();
    }

    private Mono<Void> known(UUID attemptId, List<VendorReceipt> heard, HttpHeaders headers) {
        return record(heard, headers)
                .all(known -> known)
                .flatMap(known -> known
                        ? Mono.empty()
                        : Mono.error(ProblemException.of(
                                CommonError.NOT_FOUND,
                                "No attempt " + attemptId + " is known that this vendor delivers")));
    }

    private Flux<Boolean> record(List<VendorReceipt> heard, HttpHeaders headers) {
        String traceparent = TraceId.traceparent(headers);
        return Flux.fromIterable(heard)
                .flatMap(receipt -> receipts.submit(new Receipts.Received(receipt, traceparent)), AT_ONCE)
                .onErrorMap(
                        Batcher.Overloaded.class,
                        overloaded -> ProblemException.of(
                                CommonError.TEMPORARILY_UNAVAILABLE, "Too many callbacks wait; repeat it later"));
    }
}
