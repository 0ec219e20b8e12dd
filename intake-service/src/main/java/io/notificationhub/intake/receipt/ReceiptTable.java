package io.notificationhub.intake.receipt;

import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.DeliveryRequested;
import io.notificationhub.contracts.EventJson;
import io.notificationhub.contracts.ReceiptRecorded.Receipt;
import io.notificationhub.intake.sql.Columns;
import io.notificationhub.intake.story.Heard;
import io.notificationhub.intake.story.StoryJson;
import io.r2dbc.spi.Readable;
import java.util.ArrayList;
import java.util.Collection;
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
            "SELECT id, channel, message, receipts FROM attempt WHERE id = ANY ($1) ORDER BY id FOR UPDATE";

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
    record Told(UUID id, Channel channel, @Nullable DeliveryRequested message, List<Heard> heard) {
        Told {
            heard = List.copyOf(heard);
        }

        private static Told of(Readable row) {
            String message = Columns.required(row.get("message", String.class));
            return new Told(
                    Columns.required(row.get("id", UUID.class)),
                    Channel.valueOf(Columns.required(row.get("channel", String.class))),
                    message.isEmpty() ? null : EventJson.read(message, DeliveryRequested.class),
                    StoryJson.heard(Columns.required(row.get("receipts", String.class))));
        }

        /** A word that was heard before is news only if it makes another one stand. */
        boolean lacks(Heard news) {
            return heard.stream().noneMatch(kept(news)::repeats) || with(news).standing() != standing();
        }

        Told with(Heard news) {
            List<Heard> more = new ArrayList<>(heard);
            more.add(kept(news));
            return new Told(id, channel, message, more);
        }

        /** A vendor's words may quote the address: they aren't kept of a recipient who was erased. */
        private Heard kept(Heard news) {
            return message == null ? news.withoutReason() : news;
        }

        /**
         * What arrived on a handset can't be taken back. A mail server may bounce what it had accepted, so of an e-mail's words the latest by the
         * vendors' time stands; of two at once the one that came last.
         */
        Receipt standing() {
            if (channel != Channel.EMAIL && heard.stream().anyMatch(each -> each.receipt() == Receipt.DELIVERED)) {
                return Receipt.DELIVERED;
            }
            return heard.stream()
                    .reduce((one, next) -> one.at().isAfter(next.at()) ? one : next)
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
                .text(changed, told -> told.standing().name())
                .text(changed, told -> StoryJson.heard(told.heard()))
                .statement()
                .fetch()
                .rowsUpdated()
                .then();
    }
}
