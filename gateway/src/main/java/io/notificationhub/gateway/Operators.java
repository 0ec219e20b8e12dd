package io.notificationhub.gateway;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Operators, by a token that the configuration knows or one of the configured issuer that has the operators' role. */
@Component
final class Operators {
    static final String HEADER = "X-Admin-Token";

    private final List<Known> known;
    private final TokenProperties issued;
    private final Tokens tokens;
    private final TokenIdentities identities;

    Operators(OperatorProperties properties, TokenProperties issued, Tokens tokens, TokenIdentities identities) {
        this.known = properties.tokens().stream()
                .map(token -> new Known(Digest.parse(token.tokenSha256()), new Identity.Operator(token.name())))
                .toList();
        this.issued = issued;
        this.tokens = tokens;
        this.identities = identities;
    }

    /**
     * An operator by a credential that was right.
     *
     * @param ground what has to be known to the configuration for as long as this shall count
     * @param until the credential's own end
     */
    record Proven(Identity.Operator operator, String ground, Instant until) {}

    /** Whose credential this is; empty if nobody's. */
    Mono<Proven> prove(String presented) {
        Known found = byToken(presented);
        return found != null
                ? Mono.just(new Proven(found.operator, found.digest.toString(), Instant.MAX))
                : bySignature(presented);
    }

    /** The operator that a signed token stands for; empty if none. */
    Mono<Proven> bySignature(String presented) {
        return tokens.verify(presented).mapNotNull(claims -> {
            Identity.Operator operator = identities.operator(claims);
            return operator == null
                    ? null
                    : new Proven(
                            operator,
                            issued.issuer(),
                            claims.getExpirationTime().toInstant());
        });
    }

    /** What an operator of this name may have been proven by, as far as it still counts. */
    Stream<String> grounds(String name) {
        Stream<String> digests =
                known.stream().filter(each -> each.operator.name().equals(name)).map(each -> each.digest.toString());
        return issued.configured() ? Stream.concat(digests, Stream.of(issued.issuer())) : digests;
    }

    private @Nullable Known byToken(String presented) {
        Digest digest = Digest.of(presented);
        Known found = null;
        // Goes through all of them: how long it takes says nothing about which one matched.
        for (Known candidate : known) {
            if (candidate.digest.sameAs(digest)) {
                found = candidate;
            }
        }
        return found;
    }

    private record Known(Digest digest, Identity.Operator operator) {}
}
