package io.notificationhub.dlqadmin.letter;

import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.ErrorClass;
import io.notificationhub.dlqadmin.sql.Columns;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Counts dead letters by time, channel and error class in one pass of the database over an index. */
@Repository
class StatsQuery {
    static final String COUNT = """
            WITH letter AS (
                SELECT date_bin(make_interval(secs => :seconds), exhausted_at, :from) AS start, channel, error_class
                FROM dead_letter WHERE exhausted_at >= :from AND exhausted_at < :to)
            SELECT start, channel, error_class, count(*) AS letters FROM letter
            GROUP BY GROUPING SETS ((start), (channel), (error_class))
            """;

    private final DatabaseClient database;

    StatsQuery(DatabaseClient database) {
        this.database = database;
    }

    Mono<Stats> count(Instant from, Instant to, Duration bucket) {
        return database.sql(COUNT)
                .bind("seconds", bucket.toMillis() / 1000.0)
                .bind("from", Columns.utc(from))
                .bind("to", Columns.utc(to))
                .map(Group::of)
                .all()
                .collect(Counts::new, Counts::add)
                .map(counts -> counts.stats(from, to, bucket));
    }

    /** A row of the answer: it counts one bucket, one channel or one error class. */
    private record Group(
            @Nullable Instant start,
            @Nullable String channel,
            @Nullable String errorClass,
            long letters) {
        static Group of(Readable row) {
            Columns columns = new Columns(row);
            return new Group(
                    columns.instantOrNull("start"),
                    columns.textOrNull("channel"),
                    columns.textOrNull("error_class"),
                    columns.count("letters"));
        }
    }

    private static final class Counts {
        private final Map<Instant, Long> byStart = new HashMap<>();
        private final Map<Channel, Long> byChannel = new EnumMap<>(Channel.class);
        private final Map<ErrorClass, Long> byErrorClass = new EnumMap<>(ErrorClass.class);

        void add(Group group) {
            if (group.start() != null) {
                byStart.put(group.start(), group.letters());
            } else if (group.channel() != null) {
                byChannel.put(Channel.valueOf(group.channel()), group.letters());
            } else if (group.errorClass() != null) {
                byErrorClass.put(ErrorClass.valueOf(group.errorClass()), group.letters());
            }
        }

        Stats stats(Instant from, Instant to, Duration bucket) {
            List<Stats.Bucket> buckets = new ArrayList<>();
            for (Instant start = from; start.isBefore(to); start = start.plus(bucket)) {
                buckets.add(new Stats.Bucket(start, byStart.getOrDefault(start, 0L)));
            }
            return new Stats(
                    from,
                    to,
                    bucket,
                    byChannel.values().stream().mapToLong(Long::longValue).sum(),
                    buckets,
                    byChannel.entrySet().stream()
                            .map(each -> new Stats.OfChannel(each.getKey(), each.getValue()))
                            .toList(),
                    byErrorClass.entrySet().stream()
                            .map(each -> new Stats.OfErrorClass(each.getKey(), each.getValue()))
                            .toList());
        }
    }
}
