package io.notificationhub.intake.http;

import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.ExternalId;
import io.notificationhub.contracts.Kind;
import io.notificationhub.intake.accept.CancelNotification;
import io.notificationhub.intake.story.HistoryItem;
import io.notificationhub.intake.story.Stories;
import io.notificationhub.intake.story.Story;
import io.notificationhub.web.Caller;
import io.notificationhub.web.ListCursor;
import io.notificationhub.web.ListQuery;
import io.notificationhub.web.ProblemException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.util.MultiValueMap;
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
    /** An id, and not the end of a path of its own, on which only the method is wrong. */
    private static final String ID = "/{id:(?!me$|batch$).*}";

    private static final int PAGE = 20;
    private static final int LARGEST_PAGE = 100;

    private final Stories stories;
    private final CancelNotification cancel;

    StoryController(Stories stories, CancelNotification cancel) {
        this.stories = stories;
        this.cancel = cancel;
    }

    /** A page of history; {@code nextCursor} is absent on the last. */
    record Page(List<HistoryItem> items, @Nullable String nextCursor) {}

    /** The notification as the producer meets it after cancelling. */
    record Cancelled(UUID notificationId, NotificationStatus status) {}

    @GetMapping(PRODUCERS + ID)
    Mono<Story> one(@RequestHeader HttpHeaders headers, @PathVariable UUID id) {
        Caller.Producer producer = Caller.producer(headers);
        return stories.find(id)
                .filter(owned -> producer.mayReadAny() || owned.producerId().equals(producer.id()))
                .map(Stories.Owned::story)
                .switchIfEmpty(Mono.error(() -> unknown(id)));
    }

    @DeleteMapping(path = PRODUCERS + ID, produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<Cancelled> cancel(@RequestHeader HttpHeaders headers, @PathVariable UUID id) {
        Caller.Producer producer = Caller.producer(headers);
        return stories.find(id)
                .filter(owned -> owned.producerId().equals(producer.id()))
                .switchIfEmpty(Mono.error(() -> unknown(id)))
                .flatMap(owned -> cancel.cancel(id))
                .flatMap(done -> done ? Mono.just(NotificationStatus.CANCELLED) : status(id))
                .map(status -> cancelled(id, status));
    }

    private Mono<NotificationStatus> status(UUID id) {
        return stories.find(id)
                .map(owned -> NotificationStatus.valueOf(owned.story().status()));
    }

    /** The answer, whichever call it was that cancelled it. @throws ProblemException for what ended otherwise */
    private static Cancelled cancelled(UUID id, NotificationStatus status) {
        return switch (status) {
            case CANCELLED -> new Cancelled(id, status);
            case FANNED_OUT, COMPLETED ->
                throw ProblemException.of(IntakeError.ALREADY_SENT, "It is " + status + ", not waiting to be sent");
            case SUPPRESSED, EXPIRED ->
                throw ProblemException.of(
                        IntakeError.NOT_CANCELLABLE, "It is " + status + ": there is nothing left to cancel");
            case SCHEDULED -> throw new IllegalStateException("Nothing that was not waiting waits again");
        };
    }

    @GetMapping(PRODUCERS + "/me")
    Mono<Page> history(@RequestHeader HttpHeaders headers, @RequestParam MultiValueMap<String, String> parameters) {
        Caller.Producer producer = Caller.producer(headers);
        ListQuery query = new ListQuery(parameters);
        return page(
                PRODUCERS,
                query,
                producer.mayReadAny() ? null : producer.id(),
                query.choice("kind", Kind.class),
                query.choice("channel", Channel.class),
                query.choice("status", NotificationStatus.class));
    }

    @GetMapping(OPERATORS)
    Mono<Page> forSupport(@RequestHeader HttpHeaders headers, @RequestParam MultiValueMap<String, String> parameters) {
        Caller.operator(headers);
        return page(OPERATORS, new ListQuery(parameters), null, null, null, null);
    }

    @GetMapping(OPERATORS + "/{id}")
    Mono<Story> oneForSupport(@RequestHeader HttpHeaders headers, @PathVariable UUID id) {
        Caller.operator(headers);
        return stories.find(id).map(Stories.Owned::story).switchIfEmpty(Mono.error(() -> unknown(id)));
    }

    private Mono<Page> page(
            String list,
            ListQuery query,
            @Nullable String producerId,
            @Nullable Kind kind,
            @Nullable Channel channel,
            @Nullable NotificationStatus status) {
        String recipientId = recipientId(query);
        int limit = query.limit(PAGE, LARGEST_PAGE);
        ListCursor cursor = ListCursor.of(list, recipientId, producerId, kind, channel, status);
        return stories.history(new Stories.HistoryQuery(
                        recipientId,
                        producerId,
                        query.after(cursor),
                        kind,
                        channel,
                        status == null ? null : status.name(),
                        limit))
                .map(found -> {
                    boolean more = found.size() > limit;
                    List<HistoryItem> items = more ? found.subList(0, limit) : found;
                    return new Page(items, more ? cursor.after(items.getLast().notificationId()) : null);
                });
    }

    private static String recipientId(ListQuery query) {
        String recipientId = query.text("recipientId");
        if (recipientId == null) {
            throw ProblemException.invalid("recipientId", "is required");
        }
        if (ExternalId.isTooLong(recipientId) || recipientId.indexOf('\0') >= 0) {
            throw ProblemException.invalid("recipientId", "must have 1 to " + ExternalId.LONGEST + " characters");
        }
        return recipientId;
    }

    /** The statuses that a notification can have, and that history can be filtered by. */
    enum NotificationStatus {
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
