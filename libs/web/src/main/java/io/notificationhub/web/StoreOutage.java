package io.notificationhub.web;

import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTransientException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;

/** A database that is away, or too busy, is a 503: a write is one transaction, so nothing is half-done and the request may be repeated. */
final class StoreOutage implements ProblemTranslator {

    @Override
    public @Nullable ProblemException translate(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof TransientDataAccessException
                    || cause instanceof DataAccessResourceFailureException
                    || cause instanceof CannotCreateTransactionException
                    || cause instanceof R2dbcTransientException
                    || cause instanceof R2dbcNonTransientResourceException) {
                return ProblemException.of(CommonError.TEMPORARILY_UNAVAILABLE, "The store does not answer");
            }
        }
        return null;
    }
}
