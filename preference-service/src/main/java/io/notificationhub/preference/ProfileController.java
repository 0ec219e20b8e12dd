package io.notificationhub.preference;

import io.notificationhub.contracts.EventJson;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Whole profiles for the services that keep a copy. The gateway has no route here. */
@RestController
final class ProfileController {
    private final Profiles profiles;

    ProfileController(Profiles profiles) {
        this.profiles = profiles;
    }

    /** The profile as the event of its last change, a tombstone included; 404 for a recipient that was never seen. */
    @GetMapping(path = "/internal/v1/profiles/{recipientId}", produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<String> profile(@PathVariable String recipientId) {
        return profiles.find(FieldChecks.recipientId(recipientId))
                .map(EventJson::write)
                .switchIfEmpty(Mono.error(PreferenceError.RECIPIENT_NOT_FOUND::problem));
    }
}
