package io.notificationhub.preference;

import io.notificationhub.contracts.UnsubscribeToken;
import io.notificationhub.web.CommonError;
import io.notificationhub.web.ProblemException;
import io.notificationhub.web.TraceId;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * Where the link in an e-mail leads. A mail program posts there by itself (RFC 8058, one click) and its body says nothing that the link doesn't; a
 * person gets a page with a button. GET changes nothing: whatever looks for dangerous links follows this one too.
 */
@RestController
@RequestMapping("/api/v1/unsubscribe/{token}")
final class UnsubscribeController {
    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

    private final Preferences preferences;
    private final UnsubscribeProperties properties;

    UnsubscribeController(Preferences preferences, UnsubscribeProperties properties) {
        this.preferences = preferences;
        this.properties = properties;
    }

    @GetMapping
    ResponseEntity<String> ask(@PathVariable String token, @Nullable Locale locale) {
        return page(UnsubscribePage.question(read(token).kind(), locale));
    }

    @PostMapping
    Mono<ResponseEntity<String>> unsubscribe(
            @PathVariable String token, @Nullable Locale locale, @RequestHeader HttpHeaders headers) {
        UnsubscribeToken proved = read(token);
        return preferences
                .optOut(proved.recipientId(), proved.kind(), TraceId.traceparent(headers))
                .then(Mono.fromSupplier(() -> page(UnsubscribePage.answer(proved.kind(), locale))));
    }

    private UnsubscribeToken read(String token) {
        return UnsubscribeToken.read(token, properties.secrets())
                .filter(proved -> !proved.kind().mandatory())
                .orElseThrow(() -> ProblemException.of(CommonError.NOT_FOUND, "No e-mail of ours has this link"));
    }

    private static ResponseEntity<String> page(String html) {
        return ResponseEntity.ok()
                .contentType(HTML)
                .header("Content-Security-Policy", UnsubscribePage.POLICY)
                .body(html);
    }
}
