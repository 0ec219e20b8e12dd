package io.notificationhub.gateway;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** The operators that the configuration knows, by their tokens. */
@Component
final class Operators {
    static final String HEADER = "X-Admin-Token";
    private static final int LONGEST = 256;

    private final List<Known> tokens;

    Operators(OperatorProperties properties) {
        this.tokens = properties.tokens().stream()
                .map(token -> new Known(Digest.parse(token.tokenSha256()), new Identity.Operator(token.name())))
                .toList();
    }

    /** Whose token the request bears; null if it bears none or an unknown one. */
    Identity.@Nullable Operator identify(HttpHeaders headers) {
        String presented = headers.getFirst(HEADER);
        if (presented == null || presented.length() > LONGEST) {
            return null;
        }
        Digest digest = Digest.of(presented);
        Identity.Operator found = null;
        for (Known known : tokens) {
            if (known.digest.sameAs(digest)) {
                found = known.operator;
            }
        }
        return found;
    }

    private record Known(Digest digest, Identity.Operator operator) {}
}
