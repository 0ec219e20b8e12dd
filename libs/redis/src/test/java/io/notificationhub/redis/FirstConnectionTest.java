package io.notificationhub.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.dao.QueryTimeoutException;
import reactor.core.publisher.Mono;

class FirstConnectionTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final FirstConnection connection = new FirstConnection();

    @Test
    void onlyCallsBeforeTheFirstAnswerChangeThreads() {
        String own = Thread.currentThread().getName();

        assertThat(connection.awaited(onWhichThread()).block(SOON)).isNotEqualTo(own);
        assertThat(connection.awaited(onWhichThread()).block(SOON)).isEqualTo(own);
    }

    @Test
    void aCallThatFailedIsNoAnswer() {
        Mono<String> away = Mono.error(new QueryTimeoutException("away"));

        assertThatThrownBy(() -> connection.awaited(away).block(SOON)).isInstanceOf(QueryTimeoutException.class);
        assertThat(connection.awaited(onWhichThread()).block(SOON))
                .isNotEqualTo(Thread.currentThread().getName());
    }

    @Test
    void anEmptyAnswerIsOne() {
        connection.awaited(Mono.empty()).block(SOON);

        assertThat(connection.awaited(onWhichThread()).block(SOON))
                .isEqualTo(Thread.currentThread().getName());
    }

    private static Mono<String> onWhichThread() {
        return Mono.fromSupplier(() -> Thread.currentThread().getName());
    }
}
