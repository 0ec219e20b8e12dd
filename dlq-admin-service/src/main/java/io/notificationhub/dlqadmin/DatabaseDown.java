package io.notificationhub.dlqadmin;

import io.notificationhub.web.CommonError;
import io.notificationhub.web.ProblemException;
import io.notificationhub.web.ProblemTranslator;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTransientException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;

/** A database that is down or overloaded is a 503: the same request may succeed later. */
@Component
final class DatabaseDown implements ProblemTranslator {
    @Override
    public @Nullable ProblemException translate(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case TransientDataAccessException _,
                        DataAccessResourceFailureException _,
                        CannotCreateTransactionException _,
                        R2dbcTransientException _,
                        R2dbcNonTransientResourceException _ -> {
                    return ProblemException.of(
                            CommonError.TEMPORARILY_UNAVAILABLE, CommonError.TEMPORARILY_UNAVAILABLE.title());
                }
                default -> {}
            }
        }
        return null;
    }
}
