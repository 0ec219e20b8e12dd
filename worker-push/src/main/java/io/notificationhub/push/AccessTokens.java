package io.notificationhub.push;

import com.google.auth.RequestMetadataCallback;
import com.google.auth.oauth2.ServiceAccountCredentials;
import io.notificationhub.delivery.Outcome;
import java.io.Serial;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * Google access tokens, kept until shortly before they expire. However many calls wait for a token, one exchange is made, and on a thread
 * of its own.
 */
final class AccessTokens {
    private static final Logger LOG = LoggerFactory.getLogger(AccessTokens.class);

    private final AtomicReference<ServiceAccountCredentials> account;
    private final Executor blocking;
    private final Duration timeout;

    /** @param blocking runs the exchange, which blocks its thread */
    AccessTokens(ServiceAccountCredentials account, Executor blocking, Duration timeout) {
        this.account = new AtomicReference<>(account);
        this.blocking = blocking;
        this.timeout = timeout;
    }

    /** No token could be had, so nothing was sent. */
    static final class NoToken extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1L;

        NoToken(String reason) {
            super(reason, null, false, false);
        }

        Outcome outcome() {
            return new Outcome.Transient(Outcome.Scope.VENDOR, FcmErrors.NO_TOKEN, String.valueOf(getMessage()));
        }
    }

    /** The value of an {@code Authorization} header; fails with {@link NoToken}. */
    Mono<String> authorization() {
        return Mono.<String>create(sink -> {
                    ServiceAccountCredentials current = account.get();
                    current.getRequestMetadata(current.getTokenServerUri(), blocking, new Answer(sink));
                })
                .timeout(timeout)
                .onErrorMap(TimeoutException.class, late -> new NoToken("the token endpoint did not answer in time"));
    }

    /** Gets the first token while the application starts, so that no message waits for it. */
    void fetchAhead() {
        authorization()
                .subscribe(
                        token -> LOG.debug("The first access token is here"),
                        missing -> LOG.warn("There is no access token yet: {}", missing.getMessage()));
    }

    /** Drops a token that FCM refused, so that the next call asks for another. */
    void forget(String authorization) {
        ServiceAccountCredentials current = account.get();
        if (current.getAccessToken() != null
                && authorization.endsWith(current.getAccessToken().getTokenValue())) {
            ServiceAccountCredentials.Builder fresh = current.toBuilder();
            fresh.setAccessToken(null);
            account.compareAndSet(current, fresh.build());
        }
    }

    private record Answer(MonoSink<String> sink) implements RequestMetadataCallback {
        @Override
        public void onSuccess(Map<String, List<String>> headers) {
            List<String> values = headers.getOrDefault("Authorization", List.of());
            if (values.isEmpty()) {
                sink.error(new NoToken("the token endpoint gave no token"));
            } else {
                sink.success(values.getFirst());
            }
        }

        @Override
        public void onFailure(Throwable error) {
            // The message of the exchange's exception may quote the assertion.
            sink.error(new NoToken(
                    "the token endpoint refused or failed: " + error.getClass().getSimpleName()));
        }
    }
}
