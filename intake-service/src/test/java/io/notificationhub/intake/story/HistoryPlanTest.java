package io.notificationhub.intake.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.notificationhub.contracts.Channel;
import io.notificationhub.intake.IntakeTest;
import io.notificationhub.intake.sql.Columns;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** A page of a history costs what it holds, whatever share of all notifications is this recipient's and wherever it lies. */
class HistoryPlanTest extends IntakeTest {
    private static final String THEIRS_THEN_OTHERS = """
            INSERT INTO notification (id, producer_id, recipient_id, kind, status, title, channels, decisions, expires_at, open_attempts, created_at)
            SELECT uuidv7(), 'shop', CASE WHEN n <= :theirs THEN :recipient ELSE 'other-' || n END, 'SERVICE', 'COMPLETED', '', 'EMAIL', '[]', now(), 0, now()
            FROM generate_series(1, :all) AS n
            """;

    @Autowired
    private Stories stories;

    @Autowired
    private ReactiveTransactionManager transactions;

    @ParameterizedTest
    @CsvSource({"20000, 25000", "2000, 20000", "100, 20000"})
    void isReadFromTheIndexOfHistories(int theirs, int all) {
        String first = plan(theirs, all, null, null);
        String later = plan(theirs, all, UUID.fromString("ffffffff-ffff-7fff-bfff-ffffffffffff"), Channel.EMAIL);

        assertThat(first).contains("notification_history").doesNotContain("notification_pkey");
        assertThat(later).contains("notification_history").doesNotContain("notification_pkey");
    }

    private String plan(int theirs, int all, @Nullable UUID before, @Nullable Channel channel) {
        Mono<Void> rows = database.sql(THEIRS_THEN_OTHERS)
                .bind("theirs", theirs)
                .bind("all", all)
                .bind("recipient", recipient)
                .then()
                .then(database.sql("ANALYZE notification").then());
        Mono<String> plan = stories.select(
                        "EXPLAIN ", new Stories.HistoryQuery(recipient, null, before, null, channel, null, 100))
                .map(row -> Columns.required(row.get(0, String.class)))
                .all()
                .collect(Collectors.joining("\n"));
        return Objects.requireNonNull(TransactionalOperator.create(transactions)
                .execute(transaction -> {
                    transaction.setRollbackOnly();
                    return rows.then(plan);
                })
                .blockLast(Duration.ofSeconds(30)));
    }
}
