package io.notificationhub.template;

import io.notificationhub.web.CommonError;
import io.notificationhub.web.ProblemException;
import io.notificationhub.web.ProblemTranslator;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** PostgreSQL is away or refuses work: the request may be repeated, so 503. Nothing is half-done, a write is one transaction. */
@Component
final class PostgresOutage implements ProblemTranslator {

    @Override
    public @Nullable ProblemException translate(Throwable error) {
        return switch (error) {
            case DataAccessResourceFailureException _ -> unavailable();
            case TransientDataAccessException _ -> unavailable();
            case TransactionException _ -> unavailable();
            default -> null;
        };
    }

    private static ProblemException unavailable() {
        return ProblemException.of(CommonError.TEMPORARILY_UNAVAILABLE, CommonError.TEMPORARILY_UNAVAILABLE.title());
    }
}
