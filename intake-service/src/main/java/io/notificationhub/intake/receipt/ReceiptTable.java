package io.notificationhub.intake.receipt;

import io.notificationhub.contracts.DeliveryRequested;
import io.notificationhub.contracts.EventJson;
import io.notificationhub.contracts.ReceiptRecorded.Receipt;
import io.notificationhub.intake.sql.Columns;
import io.notificationhub.intake.story.Heard;
import io.notificationhub.intake.story.StoryJson;
import io.r2dbc.spi.Readable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** The receipts of attempts in the store. */
final class ReceiptTable {
    /** In the order of their ids, as everybody who locks attempts. */
    private static final String LOCK =
            "SELECT id, message, receipts FROM attempt WHERE id = ANY ($1) ORDER BY id FOR UPDATE";

    private static final String UPDATE = """
            UPDATE attempt SET receipt = c.receipt, receipts = c.receipts
            FROM unnest($1::uuid[], $2::text[], $3::text[]) AS c (id, receipt, receipts)
            WHERE attempt.id = c.id
            """;

    private final DatabaseClient database;

    ReceiptTable(DatabaseClient database) {
        this.database = database;
    }

    /**
     * What is known of an attempt.
     *
     * @param message null if its recipient was erased
     */
    record Told(UUID id, @Nullable DeliveryRequested message, List<Heard> heard) {
        Told {
            heard = List.copyOf(heard);
        }

        private static Told of(Readable row) {
            String message = Columns.required(row.get("message", String.class));
            return new Told(
                    Columns.required(row.get("id", UUID.class)),
                    message.isEmpty() ? null : EventJson.read(message, DeliveryRequested.class),
                    StoryJson.heard(Columns.required(row.get("receipts", String.class))));
        }

        boolean lacks(Heard news) {
            return heard.stream().noneMatch(news::repeats);
        }

        /** A vendor's words may quote the address: they aren't kept of a recipient who was erased. */
        Told with(Heard news) {
            List<Heard> more = new ArrayList<>(heard);
            more.add(message == null ? news.withoutReason() : news);
            return new Told(id, message, more);
        }

        /** The latest by the vendors' time; of two at once the one that came last. */
        Receipt last() {
            return heard.stream()
                    .max(Comparator.comparing(Heard::at))
                    .map(Heard::receipt)
                    .orElseThrow();
        }
    }

    Mono<Map<UUID, Told>> lock(Collection<UUID> ids) {
        return database.sql(LOCK)
                .bind(0, ids.toArray(UUID[]::new))
                .map(Told::of)
                .all()
                .collectMap(Told::id, Function.identity());
    }

    /** Expects the rows to be locked. */
    Mono<Void> update(List<Told> changed) {
        return Columns.of(database.sql(UPDATE))
                .uuids(changed, Told::id)
                .text(changed, told -> told.last().name())
                .text(changed, told -> StoryJson.heard(told.heard()))
                .statement()
                .fetch()
                .rowsUpdated()
                .then();
    }
}
