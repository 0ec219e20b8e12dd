package io.notificationhub.preference;

import io.notificationhub.web.CommonError;
import io.notificationhub.web.ProblemException;
import io.notificationhub.web.ProblemTranslator;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTransientException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;

/** A database that is away is a 503: every change here may simply be asked for again. */
@Component
final class DatabaseDown implements ProblemTranslator {
    @Override
    public @Nullable ProblemException translate(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof TransientDataAccessException
                    || cause instanceof DataAccessResourceFailureException
                    || cause instanceof CannotCreateTransactionException
                    || cause instanceof R2dbcTransientException
                    || cause instanceof R2dbcNonTransientResourceException
                    || cause instanceof IOException) {
                return ProblemException.of(
                        CommonError.TEMPORARILY_UNAVAILABLE, CommonError.TEMPORARILY_UNAVAILABLE.title());
            }
        }
        return null;
    }
}
