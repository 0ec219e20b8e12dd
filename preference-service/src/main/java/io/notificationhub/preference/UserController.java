package io.notificationhub.preference;

import io.notificationhub.web.TraceId;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Recipients and their addresses. */
@RestController
// Said here, so that a client that takes no JSON is refused before anything is stored.
@RequestMapping(path = "/api/v1/users/{recipientId}", produces = MediaType.APPLICATION_JSON_VALUE)
final class UserController {
    private final Users users;
    private final Profiles profiles;

    UserController(Users users, Profiles profiles) {
        this.users = users;
        this.profiles = profiles;
    }

    /** Creates the recipient or replaces its addresses: one that the body lacks is removed. */
    @PutMapping
    Mono<UserView> put(
            @PathVariable String recipientId, @RequestBody UserAddresses body, @RequestHeader HttpHeaders headers) {
        return users.put(FieldChecks.recipientId(recipientId), body.checked(), TraceId.traceparent(headers))
                .map(UserView::of);
    }

    @GetMapping
    Mono<UserView> get(@PathVariable String recipientId) {
        return profiles.require(FieldChecks.recipientId(recipientId)).map(UserView::of);
    }

    /** Erases the recipient's personal data in the whole hub. Repeating it changes nothing that a caller can see. */
    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> erase(@PathVariable String recipientId, @RequestHeader HttpHeaders headers) {
        return users.erase(FieldChecks.recipientId(recipientId), TraceId.traceparent(headers));
    }
}
