package io.notificationhub.gateway;

import com.nimbusds.jwt.JWTClaimsSet;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who a believed token stands for. A name that doesn't fit into a header stands for nobody. */
@Component
final class TokenIdentities {
    private static final int LONGEST = 128;
    private static final List<String> PRODUCER_CLAIMS = List.of("client_id", "azp", "sub");

    private final Set<String> scopes;
    private final String operatorRole;
    private final List<String> rolesPath;
    private final String operatorName;

    TokenIdentities(TokenProperties properties) {
        this.scopes = properties.scopes();
        this.operatorRole = properties.operatorRole();
        this.rolesPath = List.of(properties.rolesClaim().split("\\."));
        this.operatorName = properties.operatorName();
    }

    /** {@code client_id}, else {@code azp}, else {@code sub}. */
    Identity.@Nullable Producer producer(JWTClaimsSet claims) {
        String id = PRODUCER_CLAIMS.stream()
                .map(claims::getClaim)
                .filter(Objects::nonNull)
                .findFirst()
                .map(TokenIdentities::name)
                .orElse("");
        return id.isEmpty() ? null : new Identity.Producer(id, scopes(claims));
    }

    Identity.@Nullable Operator operator(JWTClaimsSet claims) {
        String name = name(claims.getClaim(operatorName));
        boolean hasRole = !operatorRole.isBlank() && texts(roles(claims)).anyMatch(operatorRole::equals);
        return hasRole && !name.isEmpty() ? new Identity.Operator(name) : null;
    }

    private @Nullable Object roles(JWTClaimsSet claims) {
        Object found = claims.getClaims();
        for (String step : rolesPath) {
            found = found instanceof Map<?, ?> object ? object.get(step) : null;
        }
        return found;
    }

    private String scopes(JWTClaimsSet claims) {
        Object scope = claims.getClaim("scope");
        return texts(scope == null ? claims.getClaim("scp") : scope)
                .filter(scopes::contains)
                .distinct()
                .collect(Collectors.joining(" "));
    }

    /** A list's texts, or the words of one text. */
    private static Stream<String> texts(@Nullable Object claim) {
        return switch (claim) {
            case String words -> Arrays.stream(words.split(" ", -1)).filter(word -> !word.isEmpty());
            case List<?> list -> list.stream().filter(String.class::isInstance).map(String.class::cast);
            case null, default -> Stream.empty();
        };
    }

    private static String name(@Nullable Object claim) {
        return claim instanceof String text
                        && text.length() <= LONGEST
                        && text.chars().allMatch(c -> c > ' ' && c < 0x7f)
                ? text
                : "";
    }
}
