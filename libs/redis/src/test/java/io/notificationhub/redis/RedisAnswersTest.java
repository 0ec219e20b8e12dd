package io.notificationhub.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.dao.QueryTimeoutException;
import reactor.core.publisher.Mono;

class RedisAnswersTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @Test
    void aCommandThatNeverEndsIsATimeOutLikeAnyOther() {
        assertThatThrownBy(() -> RedisAnswers.inTime(Mono.never()).block(SOON))
                .isInstanceOf(QueryTimeoutException.class);
    }

    @Test
    void anAnswerIsLeftAsItIs() {
        assertThat(RedisAnswers.inTime(Mono.just(1)).block(SOON)).isEqualTo(1);
        assertThat(RedisAnswers.inTime(Mono.empty()).blockOptional(SOON)).isEmpty();
    }
}
