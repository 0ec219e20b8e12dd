package io.notificationhub.intake.http;

import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.Kind;
import io.notificationhub.intake.accept.CancelNotification;
import io.notificationhub.intake.story.HistoryItem;
import io.notificationhub.intake.story.Stories;
import io.notificationhub.intake.story.Story;
import io.notificationhub.web.Caller;
import io.notificationhub.web.ProblemException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Tells what happened with notifications, and calls back one that is still waiting. */
@RestController
class StoryController {
    private static final String PRODUCERS = "/api/v1/notifications";
    private static final String OPERATORS = "/api/v1/admin/notifications";

    private final Stories stories;
    private final CancelNotification cancel;

    StoryController(Stories stories, CancelNotification cancel) {
        this.stories = stories;
        this.cancel = cancel;
    }

    /** A page of history; {@code nextCursor} is absent on the last. */
    record Page(List<HistoryItem> items, @Nullable String nextCursor) {}

    /** The notification as the producer meets it after cancelling. */
    record Cancelled(UUID notificationId, String status) {}

    @GetMapping(PRODUCERS + "/{id}")
    Mono<Story> one(@RequestHeader HttpHeaders headers, @PathVariable UUID id) {
        Caller.Producer producer = Caller.producer(headers);
        return stories.find(id)
                .filter(owned -> producer.mayReadAny() || owned.producerId().equals(producer.id()))
                .map(Stories.Owned::story)
                .switchIfEmpty(Mono.error(() -> unknown(id)));
    }

    @DeleteMapping(path = PRODUCERS + "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<Cancelled> cancel(@RequestHeader HttpHeaders headers, @PathVariable UUID id) {
        Caller.Producer producer = Caller.producer(headers);
        return stories.find(id)
                .filter(owned -> owned.producerId().equals(producer.id()))
                .switchIfEmpty(Mono.error(() -> unknown(id)))
                .flatMap(owned -> cancel.cancel(id))
                .map(cancelled -> {
                    if (!cancelled) {
                        throw ProblemException.of(
                                IntakeError.ALREADY_SENT, "Only a scheduled or deferred notification can be cancelled");
                    }
                    return new Cancelled(id, "CANCELLED");
                });
    }

    @GetMapping(PRODUCERS + "/me")
    Mono<Page> history(
            @RequestHeader HttpHeaders headers,
            @RequestParam String recipientId,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "20") int limit,
            @RequestParam(required = false) @Nullable Kind kind,
            @RequestParam(required = false) @Nullable Channel channel,
            @RequestParam(required = false) @Nullable String status) {
        Caller.Producer producer = Caller.producer(headers);
        return page(new Stories.HistoryQuery(
                recipientId(recipientId),
                producer.mayReadAny() ? null : producer.id(),
                Cursor.read(cursor),
                kind,
                channel,
                status(status),
                limit(limit)));
    }

    @GetMapping(OPERATORS)
    Mono<Page> forSupport(
            @RequestHeader HttpHeaders headers,
            @RequestParam String recipientId,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "20") int limit) {
        Caller.operator(headers);
        return page(new Stories.HistoryQuery(
                recipientId(recipientId), null, Cursor.read(cursor), null, null, null, limit(limit)));
    }

    @GetMapping(OPERATORS + "/{id}")
    Mono<Story> oneForSupport(@RequestHeader HttpHeaders headers, @PathVariable UUID id) {
        Caller.operator(headers);
        return stories.find(id).map(Stories.Owned::story).switchIfEmpty(Mono.error(() -> unknown(id)));
    }

    private Mono<Page> page(Stories.HistoryQuery query) {
        return stories.history(query).map(found -> {
            boolean more = found.size() > query.limit();
            List<HistoryItem> items = more ? found.subList(0, query.limit()) : found;
            return new Page(items, more ? Cursor.write(items.getLast().notificationId()) : null);
        });
    }

    private static String recipientId(String recipientId) {
        if (recipientId.isBlank() || recipientId.length() > 128 || recipientId.indexOf('\0') >= 0) {
            throw ProblemException.invalid("recipientId", "must have 1 to 128 characters");
        }
        return recipientId;
    }

    private static int limit(int limit) {
        if (limit < 1 || limit > 100) {
            throw ProblemException.invalid("limit", "must be 1 to 100");
        }
        return limit;
    }

    private static @Nullable String status(@Nullable String status) {
        if (status == null) {
            return null;
        }
        try {
            return NotificationStatus.valueOf(status.toUpperCase(Locale.ROOT)).name();
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("status", "is no status of a notification");
        }
    }

    /** The statuses that history can be filtered by. */
    private enum NotificationStatus {
        SCHEDULED,
        FANNED_OUT,
        COMPLETED,
        SUPPRESSED,
        CANCELLED,
        EXPIRED
    }

    private static ProblemException unknown(UUID id) {
        return ProblemException.of(IntakeError.NOTIFICATION_NOT_FOUND, "There is no notification " + id);
    }
}
