package io.notificationhub.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.client.HttpClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How much slower the last page of a long history is than the first (bar S7). */
final class History {
    private static final int NOTIFICATIONS = 100_000;
    private static final int PAGE = 100;
    private static final int REPEATS = 60;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient gateway;
    private final JsonMapper json = JsonMapper.builder().build();

    History(HttpClient gateway) {
        this.gateway = gateway;
    }

    /**
     * Medians in microseconds.
     *
     * @param last the page that needs the longest way
     */
    record Pages(long first, long last) {
        String line() {
            return String.format(
                    Locale.ROOT,
                    "| history of 100,000: page 1 / page 1,000, ms (bar S7: ≤ 1.2 ×) | %.1f / %.1f = %.2f × |",
                    first / 1000.0,
                    last / 1000.0,
                    (double) last / first);
        }
    }

    /** One recipient's notifications are written past the hub, read through it. */
    Pages measure(Connection superuser) throws SQLException {
        try (Statement statement = superuser.createStatement()) {
            statement.execute(
                    "INSERT INTO intake.notification (id, producer_id, recipient_id, kind, status, title, channels,"
                            + " decisions, expires_at, open_attempts, created_at) SELECT uuidv7(), 'local-producer', 'history',"
                            + " 'TRANSACTIONAL', 'COMPLETED', 'Number ' || n, 'EMAIL', '[]', now(), 0, now()"
                            + " FROM generate_series(1, " + NOTIFICATIONS + ") AS n");
            statement.execute("ANALYZE intake.notification");
        }
        String cursor = null;
        String last = "";
        int pages = 0;
        do {
            last = cursor == null ? "" : cursor;
            JsonNode page = page(cursor);
            pages++;
            cursor = page.path("nextCursor").asString(null);
        } while (cursor != null);
        if (pages != NOTIFICATIONS / PAGE) {
            throw new IllegalStateException("The history has " + pages + " pages");
        }
        long[] first = new long[REPEATS];
        long[] end = new long[REPEATS];
        for (int i = 0; i < REPEATS; i++) {
            first[i] = timed(null);
            end[i] = timed(last);
        }
        Arrays.sort(first);
        Arrays.sort(end);
        return new Pages(first[REPEATS / 2], end[REPEATS / 2]);
    }

    private long timed(@Nullable String cursor) {
        long start = System.nanoTime();
        JsonNode page = page(cursor);
        if (page.path("items").size() != PAGE) {
            throw new IllegalStateException("A page of " + page.path("items").size());
        }
        return (System.nanoTime() - start) / 1000;
    }

    private JsonNode page(@Nullable String cursor) {
        String uri = "/api/v1/notifications/me?recipientId=history&limit=" + PAGE
                + (cursor == null ? "" : "&cursor=" + cursor);
        return json.readTree(Objects.requireNonNull(
                gateway.get().uri(uri).responseContent().aggregate().asString().block(PATIENCE)));
    }
}
