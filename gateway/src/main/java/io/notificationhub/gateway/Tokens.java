package io.notificationhub.gateway;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.notificationhub.web.CommonError;
import io.notificationhub.web.ProblemException;
import java.text.ParseException;
import java.time.Clock;
import java.util.Date;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Believes a bearer token that its issuer signed, with a key that the issuer publishes and an algorithm that the configuration allows, for the
 * hub, and for now. Nothing in the token chooses the key but its {@code kid}.
 */
@Component
final class Tokens {
    private static final Logger log = LoggerFactory.getLogger(Tokens.class);
    private static final int LONGEST = 8 * 1024;

    private final boolean configured;
    private final Set<JWSAlgorithm> algorithms;
    private final SigningKeys keys;
    private final DefaultJWTClaimsVerifier<SecurityContext> claims;

    Tokens(TokenProperties properties, SigningKeys keys, Clock clock) {
        this.configured = properties.configured();
        this.algorithms = properties.signatures();
        this.keys = keys;
        this.claims =
                new DefaultJWTClaimsVerifier<>(
                        properties.audience(),
                        new JWTClaimsSet.Builder().issuer(properties.issuer()).build(),
                        Set.of("exp"),
                        Set.of()) {
                    @Override
                    protected Date currentTime() {
                        return Date.from(clock.instant());
                    }
                };
        claims.setMaxClockSkew(Math.toIntExact(properties.leeway().toSeconds()));
    }

    /** What a token says; empty if it isn't to be believed. 503 while nobody can tell, because its issuer's keys are out of reach. */
    Mono<JWTClaimsSet> verify(String token) {
        SignedJWT signed = configured && token.length() <= LONGEST ? parse(token) : null;
        if (signed == null || !algorithms.contains(signed.getHeader().getAlgorithm())) {
            return Mono.empty();
        }
        return keys.current()
                .onErrorMap(error -> ProblemException.of(
                        CommonError.TEMPORARILY_UNAVAILABLE, "The issuer of the token can't be asked for its keys"))
                .flatMap(known -> holds(known, signed) ? Mono.just(known) : keys.newerThan(known))
                .mapNotNull(known -> verify(known, signed));
    }

    private static @Nullable SignedJWT parse(String token) {
        try {
            return SignedJWT.parse(token);
        } catch (ParseException | IllegalArgumentException none) {
            return null;
        }
    }

    private static boolean holds(JWKSet known, SignedJWT signed) {
        return !new JWKSelector(JWKMatcher.forJWSHeader(signed.getHeader()))
                .select(known)
                .isEmpty();
    }

    private @Nullable JWTClaimsSet verify(JWKSet known, SignedJWT signed) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(algorithms, new ImmutableJWKSet<>(known)));
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        processor.setJWTClaimsSetVerifier(claims);
        try {
            return processor.process(signed, null);
        } catch (BadJOSEException | JOSEException refused) {
            log.debug("A token is refused: {}", refused.getMessage());
            return null;
        }
    }
}
