package io.notificationhub.gateway;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Operators, by a token that the configuration knows or one of the configured issuer that has the operators' role. */
@Component
final class Operators {
    static final String HEADER = "X-Admin-Token";

    private final List<Known> known;
    private final Tokens tokens;
    private final TokenIdentities identities;

    Operators(OperatorProperties properties, Tokens tokens, TokenIdentities identities) {
        this.known = properties.tokens().stream()
                .map(token -> new Known(Digest.parse(token.tokenSha256()), new Identity.Operator(token.name())))
                .toList();
        this.tokens = tokens;
        this.identities = identities;
    }

    /** Whose credential this is; empty if nobody's. */
    Mono<Identity.Operator> identify(String presented) {
        Identity.Operator operator = byToken(presented);
        return operator != null ? Mono.just(operator) : bySignature(presented);
    }

    /** The operator that a signed token stands for; empty if none. */
    Mono<Identity.Operator> bySignature(String presented) {
        return tokens.verify(presented).mapNotNull(identities::operator);
    }

    private Identity.@Nullable Operator byToken(String presented) {
        Digest digest = Digest.of(presented);
        Identity.Operator found = null;
        // Goes through all of them: how long it takes says nothing about which one matched.
        for (Known candidate : known) {
            if (candidate.digest.sameAs(digest)) {
                found = candidate.operator;
            }
        }
        return found;
    }

    private record Known(Digest digest, Identity.Operator operator) {}
}
