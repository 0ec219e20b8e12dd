package io.notificationhub.preference;

import io.notificationhub.web.Caller;
import io.notificationhub.web.TraceId;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What recipients want. */
@RestController
// Said here, so that a client that takes no JSON is refused before anything is stored.
@RequestMapping(path = "/api/v1/users/{recipientId}/preferences", produces = MediaType.APPLICATION_JSON_VALUE)
final class PreferenceController {
    private final Preferences preferences;
    private final Profiles profiles;

    PreferenceController(Preferences preferences, Profiles profiles) {
        this.preferences = preferences;
        this.profiles = profiles;
    }

    /** Merges the given fields into the preferences; makes the recipient where there is none. */
    @PutMapping
    Mono<PreferenceView> put(
            @PathVariable String recipientId, @RequestBody PreferenceChange body, @RequestHeader HttpHeaders headers) {
        String id = FieldChecks.recipientId(recipientId);
        body.check();
        String source = Caller.producer(headers).id();
        return preferences
                .change(id, body, source, TraceId.traceparent(headers))
                .map(PreferenceView::of);
    }

    @GetMapping
    Mono<PreferenceView> get(@PathVariable String recipientId) {
        return profiles.require(FieldChecks.recipientId(recipientId)).map(PreferenceView::of);
    }
}
