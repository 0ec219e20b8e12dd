package io.notificationhub.gateway;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.notificationhub.web.CommonError;
import io.notificationhub.web.ProblemException;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * SNS's scheme: an RSA signature, version 1 or 2, by the key of a certificate that lies at one of SNS's own addresses, over a message of one of
 * our own topics. A subscription of ours is confirmed here and goes no further. SNS repeats a message that it doesn't know to have arrived, so
 * a repetition is no replay; what is too old is refused.
 */
@Component
final class SnsSignature implements SignatureScheme {
    private static final Logger log = LoggerFactory.getLogger(SnsSignature.class);
    private static final String VENDOR = "ses";
    private static final Duration AHEAD = Duration.ofMinutes(5);

    private final SnsProperties properties;
    private final Outside outside;
    private final JsonMapper json;
    private final Clock clock;
    private final Cache<URI, X509Certificate> certificates = Caffeine.newBuilder()
            .maximumSize(16)
            .expireAfterWrite(Duration.ofHours(24))
            .build();

    SnsSignature(SnsProperties properties, Outside outside, JsonMapper json, Clock clock) {
        this.properties = properties;
        this.outside = outside;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public Mono<Proof> verify(Callback callback) {
        SnsMessage message = SnsMessage.parse(callback.body(), json);
        if (message == null || callback.query() != null || !properties.topics().contains(message.get("TopicArn"))) {
            return Mono.empty();
        }
        URI certificate = allowed(message.get("SigningCertURL"));
        String algorithm = algorithm(message.get("SignatureVersion"));
        if (certificate == null || !certificate.getPath().endsWith(".pem") || algorithm == null || !isRecent(message)) {
            return Mono.empty();
        }
        return certificate(certificate)
                .filter(found -> isSigned(message, found, algorithm))
                .flatMap(found -> proved(message));
    }

    private Mono<Proof> proved(SnsMessage message) {
        if (message.isNotification()) {
            return Mono.just(new Proof(VENDOR, null, true));
        }
        if (message.isUnsubscription()) {
            log.warn("The hub's subscription to {} has ended", message.get("TopicArn"));
            return Mono.just(new Proof(VENDOR, null, false));
        }
        URI address = message.isSubscription() ? allowed(message.get("SubscribeURL")) : null;
        if (address == null) {
            return Mono.empty();
        }
        return outside.get(address)
                .onErrorMap(SnsSignature::outOfReach)
                .doOnNext(confirmed -> log.info("Subscribed to {}", message.get("TopicArn")))
                .map(confirmed -> new Proof(VENDOR, null, false));
    }

    private Mono<X509Certificate> certificate(URI address) {
        X509Certificate known = certificates.getIfPresent(address);
        return known != null
                ? Mono.just(known)
                : outside.get(address)
                        // An address that somebody made up.
                        .onErrorResume(Outside.NoSuchDocument.class, none -> Mono.empty())
                        .onErrorMap(SnsSignature::outOfReach)
                        .mapNotNull(SnsSignature::certificate)
                        .doOnNext(found -> certificates.put(address, found));
    }

    private static @Nullable X509Certificate certificate(byte[] pem) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
        } catch (GeneralSecurityException none) {
            return null;
        }
    }

    /** The address if everything before its path is SNS's, null otherwise. */
    private @Nullable URI allowed(String text) {
        try {
            URI address = URI.create(text);
            String beginning = address.getScheme() + "://" + address.getRawAuthority();
            return properties.addresses().matcher(beginning).matches() && address.getRawPath() != null ? address : null;
        } catch (IllegalArgumentException none) {
            return null;
        }
    }

    private static @Nullable String algorithm(String version) {
        return switch (version) {
            case "1" -> "SHA1withRSA";
            case "2" -> "SHA256withRSA";
            default -> null;
        };
    }

    private boolean isRecent(SnsMessage message) {
        try {
            Instant at = Instant.parse(message.get("Timestamp"));
            Instant now = clock.instant();
            return at.isAfter(now.minus(properties.tolerance())) && at.isBefore(now.plus(AHEAD));
        } catch (DateTimeException none) {
            return false;
        }
    }

    private boolean isSigned(SnsMessage message, X509Certificate certificate, String algorithm) {
        try {
            certificate.checkValidity(Date.from(clock.instant()));
            Signature signature = Signature.getInstance(algorithm);
            signature.initVerify(certificate.getPublicKey());
            signature.update(message.signed());
            return signature.verify(Base64.getDecoder().decode(message.get("Signature")));
        } catch (GeneralSecurityException | IllegalArgumentException forged) {
            return false;
        }
    }

    /** SNS takes a 4xx for final and tries again after a 503. */
    private static ProblemException outOfReach(Throwable error) {
        log.warn("SNS can't be asked: {}", error.toString());
        return ProblemException.of(CommonError.TEMPORARILY_UNAVAILABLE, "The signature can't be looked at now");
    }
}
