package io.notificationhub.simulator;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Google's token endpoint for service accounts. An access token carries its expiry and a MAC, so the simulator keeps none and knows its
 * own again after a restart.
 */
final class FcmTokens {
    private static final String GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    private static final String PREFIX = "ya29.sim.";
    private static final long LIFETIME_SECONDS = 3_600;
    private static final long SKEW_SECONDS = 60;
    private static final List<String> SCOPES = List.of(
            "https://www.googleapis.com/auth/firebase.messaging", "https://www.googleapis.com/auth/cloud-platform");

    private record Known(String token, long expiry) {}

    private final Clock clock;
    private final byte[] key;
    private final Optional<PublicKey> accountKey;
    private volatile @Nullable Known lastSeen;

    FcmTokens(Clock clock, SimulatorSettings.Credentials credentials) {
        this.clock = clock;
        this.key = credentials.fcmTokenKey().getBytes(StandardCharsets.UTF_8);
        this.accountKey = credentials.fcmPublicKey().map(FcmTokens::publicKey);
    }

    Answer grant(Call call) {
        Map<String, List<String>> form = call.form();
        if (!Call.first(form, "grant_type").equals(GRANT)) {
            return refusal("unsupported_grant_type", "Invalid grant_type: " + Call.first(form, "grant_type"));
        }
        Optional<String> wrong = wrongWith(Call.first(form, "assertion"));
        if (wrong.isPresent()) {
            return refusal("invalid_grant", wrong.get());
        }
        return Answer.json(
                200,
                Json.object()
                        .put("access_token", issue(clock.instant().getEpochSecond() + LIFETIME_SECONDS))
                        .put("expires_in", LIFETIME_SECONDS - 1)
                        .put("token_type", "Bearer"));
    }

    /** Empty for a token that was issued here and is still good, otherwise Google's reason. */
    Optional<String> wrongWithBearer(String authorization) {
        if (!authorization.startsWith("Bearer ")) {
            return Optional.of("CREDENTIALS_MISSING");
        }
        String token = authorization.substring("Bearer ".length());
        Known known = lastSeen;
        if (known == null || !known.token().equals(token)) {
            known = verify(token);
            if (known == null) {
                return Optional.of("ACCESS_TOKEN_TYPE_UNSUPPORTED");
            }
            lastSeen = known;
        }
        return clock.instant().getEpochSecond() < known.expiry()
                ? Optional.empty()
                : Optional.of("ACCESS_TOKEN_EXPIRED");
    }

    private String issue(long expiry) {
        String claims = PREFIX + Long.toHexString(expiry);
        return claims + "." + mac(claims);
    }

    private @Nullable Known verify(String token) {
        int dot = token.lastIndexOf('.');
        if (!token.startsWith(PREFIX) || dot <= PREFIX.length()) {
            return null;
        }
        String claims = token.substring(0, dot);
        if (!Signatures.same(token.substring(dot + 1), mac(claims))) {
            return null;
        }
        return new Known(token, Long.parseLong(claims.substring(PREFIX.length()), 16));
    }

    private String mac(String claims) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Signatures.hmac("HmacSHA256", key, claims.getBytes(StandardCharsets.UTF_8)));
    }

    private Optional<String> wrongWith(String assertion) {
        List<String> parts = List.of(assertion.split("\\.", -1));
        if (parts.size() != 3) {
            return Optional.of("Invalid JWT: assertion must have three parts.");
        }
        Optional<JsonNode> header = decode(parts.get(0));
        Optional<JsonNode> claims = decode(parts.get(1));
        if (header.isEmpty() || claims.isEmpty()) {
            return Optional.of("Invalid JWT: not base64url JSON.");
        }
        if (!Json.text(header.get(), "alg").equals("RS256")) {
            return Optional.of("Invalid JWT: alg must be RS256.");
        }
        return wrongWithClaims(claims.get()).or(() -> wrongWithSignature(parts));
    }

    private Optional<String> wrongWithClaims(JsonNode claims) {
        long now = clock.instant().getEpochSecond();
        long issuedAt = claims.path("iat").longValue(0);
        long expiry = claims.path("exp").longValue(0);
        if (Json.text(claims, "iss").isEmpty()) {
            return Optional.of("Invalid JWT: iss is missing.");
        }
        if (Json.text(claims, "aud").isEmpty()) {
            return Optional.of("Invalid JWT: aud is missing.");
        }
        if (List.of(Json.text(claims, "scope").split(" ", -1)).stream().noneMatch(SCOPES::contains)) {
            return Optional.of("Invalid JWT: scope does not include firebase.messaging.");
        }
        if (issuedAt > now + SKEW_SECONDS || expiry <= now - SKEW_SECONDS || expiry - issuedAt > LIFETIME_SECONDS) {
            return Optional.of(
                    "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe."
                            + " Check your iat and exp values in the JWT claim.");
        }
        return Optional.empty();
    }

    private Optional<String> wrongWithSignature(List<String> parts) {
        try {
            byte[] signature = Base64.getUrlDecoder().decode(parts.get(2));
            if (accountKey.isEmpty()) {
                return signature.length >= 256 ? Optional.empty() : Optional.of("Invalid JWT Signature.");
            }
            Signature verifier = Signature.getInstance("SHA256withRSA");
            verifier.initVerify(accountKey.get());
            verifier.update((parts.get(0) + "." + parts.get(1)).getBytes(StandardCharsets.US_ASCII));
            return verifier.verify(signature) ? Optional.empty() : Optional.of("Invalid JWT Signature.");
        } catch (IllegalArgumentException | GeneralSecurityException notASignature) {
            return Optional.of("Invalid JWT Signature.");
        }
    }

    private static Optional<JsonNode> decode(String part) {
        try {
            return Json.parseObject(Base64.getUrlDecoder().decode(part));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private static Answer refusal(String error, String description) {
        return Answer.json(400, Json.object().put("error", error).put("error_description", description));
    }

    private static PublicKey publicKey(String pem) {
        String base64 = pem.replaceAll("-----(BEGIN|END) PUBLIC KEY-----", "").replaceAll("\\s", "");
        try {
            return KeyFactory.getInstance("RSA")
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
        } catch (IllegalArgumentException | GeneralSecurityException notAKey) {
            throw new IllegalArgumentException("HUB_SIMULATOR_FCM_PUBLIC_KEY is not an RSA public key in PEM", notAKey);
        }
    }
}
