package io.notificationhub.gateway;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** NHN's scheme: a static secret in a header. It proves the sender only; repetitions are told apart by the {@code hookId} in the body. */
@Component
final class NhnSignature implements SignatureScheme {
    static final String SIGNATURE = "X-Toast-Webhook-Signature";
    private static final String VENDOR = "nhn";

    private final WebhookSecrets secrets;

    NhnSignature(WebhookSecrets secrets) {
        this.secrets = secrets;
    }

    @Override
    public Mono<Proof> verify(Callback callback) {
        return Mono.justOrEmpty(proof(callback));
    }

    private @Nullable Proof proof(Callback callback) {
        String presented = callback.header(SIGNATURE);
        if (presented == null || presented.isEmpty()) {
            return null;
        }
        // Compared as digests, so that the time taken doesn't tell the secret's length.
        Digest digest = Digest.of(presented);
        boolean proved = false;
        for (byte[] secret : secrets.of(VENDOR)) {
            proved |= Digest.of(new String(secret, StandardCharsets.UTF_8)).sameAs(digest);
        }
        return proved ? Proof.of(VENDOR, null) : null;
    }
}
