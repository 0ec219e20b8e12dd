package io.notificationhub.gateway;

import com.nimbusds.jose.JWSAlgorithm;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The bearer tokens (JWT) that are believed. Issuer, keys and audience belong together; without them no token is.
 *
 * @param issuer {@code iss}, to the letter
 * @param jwksUri where the issuer publishes its public keys
 * @param audience a token is for the hub if its {@code aud} holds one of these
 * @param algorithms that a token may be signed with; only such that have a public key
 * @param leeway between the issuer's clock and ours
 * @param keysKeptFor after this the keys are fetched again, while the old ones serve
 * @param keysServeFor without an answer from the issuer the old keys serve no longer than this
 * @param keysAskedAtMostEvery how often a token with an unknown key may have the keys fetched again
 * @param scopes a producer's token may have; others are not passed on
 * @param operatorRole what makes an operator
 * @param rolesClaim where the roles stand; dots lead into objects ({@code realm_access.roles})
 * @param operatorName the claim that the audit names an operator by; it must not be the operator's to choose
 * @param ratePerSecond requests a second for each producer that comes with a token
 */
@Validated
@ConfigurationProperties("hub.gateway.tokens")
record TokenProperties(
        @DefaultValue("") String issuer,
        @Nullable URI jwksUri,
        @DefaultValue Set<String> audience,
        @DefaultValue({"RS256", "PS256", "ES256"}) Set<String> algorithms,
        @DefaultValue("30s") Duration leeway,
        @DefaultValue("10m") Duration keysKeptFor,
        @DefaultValue("12h") Duration keysServeFor,
        @DefaultValue("30s") Duration keysAskedAtMostEvery,
        @DefaultValue("read:any") Set<String> scopes,
        @DefaultValue("hub-operator") String operatorRole,
        @DefaultValue("roles") String rolesClaim,
        @DefaultValue("sub") String operatorName,
        @DefaultValue("1000") @Min(1) int ratePerSecond) {

    /** Whether any token can be believed. */
    boolean configured() {
        return !issuer.isBlank() && jwksUri != null && !audience.isEmpty();
    }

    @AssertTrue(message = "issuer, jwks-uri and audience go together")
    boolean isWhole() {
        return configured() || (issuer.isBlank() && jwksUri == null && audience.isEmpty());
    }

    @AssertTrue(message = "an algorithm must have a public key: RS*, PS* or ES*")
    boolean isAsymmetric() {
        return !algorithms.isEmpty()
                && JWSAlgorithm.Family.SIGNATURE.containsAll(signatures())
                && !signatures().contains(JWSAlgorithm.EdDSA);
    }

    Set<JWSAlgorithm> signatures() {
        return algorithms.stream().map(JWSAlgorithm::parse).collect(Collectors.toUnmodifiableSet());
    }
}
