package io.notificationhub.intake.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.notificationhub.contracts.AttemptClaim;
import io.notificationhub.intake.IntakeTest;
import io.notificationhub.testkit.SharedInfrastructure;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;

/** What a worker is at, as the story tells it. */
class LiveClaimsTest extends IntakeTest {
    @Autowired
    private ReactiveStringRedisTemplate redis;

    @Test
    void anAttemptThatAWorkerIsAtIsDispatching() {
        UUID notification = accepted();
        UUID attempt = attempt(notification);
        assertThat(status(notification)).isEqualTo("PENDING");

        claim(attempt, Map.of("owner", "w1", "lease", millis(25)));
        assertThat(status(notification)).isEqualTo("DISPATCHING");

        claim(attempt, Map.of("lease", millis(-1)));
        assertThat(status(notification)).isEqualTo("PENDING");

        claim(attempt, Map.of("owner", "", "lease", millis(25)));
        assertThat(status(notification)).isEqualTo("PENDING");

        claim(attempt, Map.of("owner", "w1", "lease", millis(25)));
        assertThat(status(notification)).isEqualTo("DISPATCHING");

        redis.opsForValue().set(AttemptClaim.key(attempt, 1), "{}").block(Duration.ofSeconds(10));
        assertThat(status(notification)).isEqualTo("PENDING");
    }

    @Test
    void withoutRedisItIsPending() {
        UUID notification = accepted();
        SharedInfrastructure.get().redis().stop();
        try {
            assertThat(status(notification)).isEqualTo("PENDING");
        } finally {
            SharedInfrastructure.get().redis().start();
        }
    }

    private UUID accepted() {
        owner().knows(profile());
        return post(request()).id();
    }

    private UUID attempt(UUID notification) {
        return UUID.fromString(
                story(notification).path("attempts").path(0).path("attemptId").asString());
    }

    private String status(UUID notification) {
        return story(notification).path("attempts").path(0).path("status").asString();
    }

    private void claim(UUID attempt, Map<String, String> fields) {
        redis.<String, String>opsForHash()
                .putAll(AttemptClaim.key(attempt, 1), fields)
                .block(Duration.ofSeconds(10));
    }

    private String millis(long seconds) {
        return Long.toString(clock.millis() + seconds * 1000);
    }
}
