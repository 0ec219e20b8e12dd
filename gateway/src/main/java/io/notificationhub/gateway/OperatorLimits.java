package io.notificationhub.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.util.NetUtil;
import io.notificationhub.web.ProblemException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * How often one address may present an operator's credential, for each scope. Counted before the credential is looked at: whoever guesses is
 * stopped like everybody else, also with the right guess.
 */
@Component
final class OperatorLimits {
    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final int NETWORK_BYTES = 8;

    private final OperatorProperties properties;
    private final Buckets buckets;
    private final MeterRegistry metrics;

    OperatorLimits(OperatorProperties properties, Buckets buckets, MeterRegistry metrics) {
        this.properties = properties;
        this.buckets = buckets;
        this.metrics = metrics;
    }

    /** Completes if there was room, else fails with a 429. */
    Mono<Void> count(Visit visit) {
        OperatorScope scope = OperatorScope.of(visit);
        int size = scope == OperatorScope.CONSOLE_READ ? properties.consolePerMinute() : properties.perMinute();
        return buckets.take("operator:" + network(visit.clientIp()) + ":" + scope.label(), size, PERIOD, 1)
                .flatMap(grant -> grant.tokens() > 0 ? Mono.empty() : Mono.error(tooMany(scope, grant.delay())));
    }

    private ProblemException tooMany(OperatorScope scope, Duration wait) {
        metrics.counter("hub.gateway.operators.limited", "scope", scope.label()).increment();
        return ProblemException.of(GatewayError.RATE_LIMIT_EXCEEDED, "Too many requests for " + scope.label())
                .with("retryAfterMillis", Math.max(1, wait.toMillis()))
                .with("scope", scope.label())
                .retryAfter(wait);
    }

    /** Of IPv6 the network: whoever has one address there has all of them. */
    private static String network(String ip) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(ip);
        return bytes == null || bytes.length <= NETWORK_BYTES
                ? ip
                : HexFormat.of().formatHex(Arrays.copyOf(bytes, NETWORK_BYTES));
    }
}
