package io.notificationhub.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.notificationhub.web.BodyBudget;
import io.notificationhub.web.CommonError;
import io.notificationhub.web.ProblemException;
import io.notificationhub.web.WebProperties;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Lets vendors' callbacks in. The body is read once, proved, and passed on as it came. Every refusal looks the same, so that it teaches
 * nothing about what was wrong.
 */
@Component
final class Callbacks {
    private static final String ROOT = Endpoint.CALLBACKS.prefix();
    private static final Pattern ACK = Pattern.compile(Pattern.quote(ROOT) + "/[^/]+/ack");
    private static final Pattern TWILIO = Pattern.compile(Pattern.quote(ROOT) + "/callbacks/twilio/[^/]+");
    private static final String NHN = ROOT + "/callbacks/nhn";
    private static final String SES = ROOT + "/callbacks/ses";

    private final HubSignature hub;
    private final TwilioSignature twilio;
    private final NhnSignature nhn;
    private final SnsSignature sns;
    private final AcceptedCallbacks accepted;
    private final BodyBudget bodies;
    private final long mostBytes;

    Callbacks(
            HubSignature hub,
            TwilioSignature twilio,
            NhnSignature nhn,
            SnsSignature sns,
            AcceptedCallbacks accepted,
            WebhookProperties properties,
            WebProperties limits,
            MeterRegistry metrics) {
        this.hub = hub;
        this.twilio = twilio;
        this.nhn = nhn;
        this.sns = sns;
        this.accepted = accepted;
        this.bodies = new BodyBudget(properties.bodyMemory().toBytes(), metrics);
        this.mostBytes = limits.maxBody().toBytes();
    }

    /** Passes the callback on if it is proved and came for the first time. */
    Mono<Void> admit(HttpHeaders credentials, InnerRequest inner, ServerWebExchange inside, WebFilterChain chain) {
        String path = inner.getPath().value();
        SignatureScheme scheme = schemeOf(path);
        return bodies.share(share -> share.whole(inner.getBody(), mostBytes)
                .defaultIfEmpty(new byte[0])
                .flatMap(body -> scheme.verify(new Callback(path, inner.getURI().getRawQuery(), credentials, body))
                        .switchIfEmpty(Mono.error(Callbacks::refused))
                        .flatMap(proof -> passOn(proof, body, inner, inside, chain))));
    }

    private Mono<Void> passOn(
            Proof proof, byte[] body, InnerRequest inner, ServerWebExchange inside, WebFilterChain chain) {
        if (!proof.news()) {
            return inside.getResponse().setComplete();
        }
        InnerHeaders.vouch(inner.getHeaders(), new Identity.Vendor(proof.vendor()));
        DataBuffer buffer = inside.getResponse().bufferFactory().wrap(body);
        ServerWebExchange proved =
                inside.mutate().request(inner.withBody(body, buffer)).build();
        return proof.once() == null ? chain.filter(proved) : once(proof.once(), proved, chain);
    }

    private SignatureScheme schemeOf(String path) {
        if (ACK.matcher(path).matches()) {
            return hub;
        }
        if (TWILIO.matcher(path).matches()) {
            return twilio;
        }
        if (path.equals(NHN)) {
            return nhn;
        }
        if (path.equals(SES)) {
            return sns;
        }
        throw ProblemException.of(CommonError.NOT_FOUND, "No such path");
    }

    private Mono<Void> once(UUID once, ServerWebExchange proved, WebFilterChain chain) {
        return accepted.claim(once)
                .flatMap(first -> first
                        ? Mono.usingWhen(
                                Mono.just(once),
                                claim -> chain.filter(proved),
                                claim -> wasAccepted(proved) ? Mono.empty() : accepted.release(claim),
                                (claim, error) -> accepted.release(claim),
                                accepted::release)
                        : Mono.error(refused()));
    }

    private static boolean wasAccepted(ServerWebExchange exchange) {
        HttpStatusCode status = exchange.getResponse().getStatusCode();
        return status != null && status.is2xxSuccessful();
    }

    private static ProblemException refused() {
        return ProblemException.of(GatewayError.INVALID_SIGNATURE, GatewayError.INVALID_SIGNATURE.title());
    }
}
