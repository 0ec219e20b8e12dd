package io.notificationhub.gateway;

import io.notificationhub.web.CommonError;
import io.notificationhub.web.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** Finds out who calls, or refuses. Vendors are another matter: their callbacks are proved by their bodies. */
@Component
final class Guards {
    private static final Identity STRANGER = new Identity.Stranger();

    private final Producers producers;
    private final Operators operators;

    Guards(Producers producers, Operators operators) {
        this.producers = producers;
        this.operators = operators;
    }

    /** @throws ProblemException 401 if the request doesn't prove what this access asks for */
    Identity identify(Access access, HttpHeaders headers) {
        return switch (access) {
            case PRODUCER -> required(producers.identify(headers), CommonError.UNAUTHORIZED);
            case OPERATOR -> required(operators.identify(headers), CommonError.UNAUTHORIZED_ADMIN);
            case PRODUCER_OR_OPERATOR -> either(headers);
            case ANYONE -> STRANGER;
            case VENDOR -> throw new IllegalStateException("A callback is proved by its body");
        };
    }

    private Identity either(HttpHeaders headers) {
        Identity producer = producers.identify(headers);
        if (producer != null) {
            return producer;
        }
        boolean asOperator = headers.containsHeader(Operators.HEADER);
        return required(
                operators.identify(headers), asOperator ? CommonError.UNAUTHORIZED_ADMIN : CommonError.UNAUTHORIZED);
    }

    private static Identity required(@Nullable Identity identity, CommonError otherwise) {
        if (identity == null) {
            throw ProblemException.of(otherwise, otherwise.title());
        }
        return identity;
    }
}
