package io.notificationhub.dlqadmin.console;

import io.notificationhub.dlqadmin.letter.DeadLetters;
import io.notificationhub.dlqadmin.request.Query;
import io.notificationhub.web.Caller;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** "Why did this user not get it?": finds notifications and tells their stories, as intake knows them. */
@Controller
@RequestMapping("/console/{language:en|ko}")
class StoryPages {
    private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final int LONGEST = 128;
    private static final TypeReference<Map<String, Object>> CONTENT = new TypeReference<>() {};

    private final Pages pages;
    private final Stories stories;
    private final DeadLetters letters;
    private final JsonMapper json;

    StoryPages(Pages pages, Stories stories, DeadLetters letters, JsonMapper json) {
        this.pages = pages;
        this.stories = stories;
        this.letters = letters;
        this.json = json;
    }

    /** An id leads to its notification, or to the dead letter of that attempt; anything else is taken for a recipient. */
    @GetMapping("/find")
    Mono<ResponseEntity<String>> find(ServerHttpRequest request) {
        Map<String, String> fields = Input.query(request);
        String wanted = Query.of(fields, "q").text("q", LONGEST);
        if (wanted == null) {
            return Mono.just(html("find", request, new Model().with("atFind", true)));
        }
        if (ID.matcher(wanted).matches()) {
            String base = "/console/" + Language.of(request).code();
            return letters.find(UUID.fromString(wanted))
                    .map(letter -> base + "/desk/" + wanted)
                    .defaultIfEmpty(base + "/notifications/" + wanted)
                    .map(address -> ResponseEntity.status(HttpStatus.SEE_OTHER)
                            .location(URI.create(address))
                            .build());
        }
        return stories.of(wanted, Caller.operator(request.getHeaders()))
                .map(answer -> html(
                        "find",
                        request,
                        told(answer).with("atFind", true).with("q", wanted).with("searched", true)));
    }

    @GetMapping("/notifications/{id}")
    Mono<ResponseEntity<String>> page(@PathVariable String id, ServerHttpRequest request) {
        return tell("story-page", id, request);
    }

    @GetMapping("/part/notifications/{id}")
    Mono<ResponseEntity<String>> part(@PathVariable String id, ServerHttpRequest request) {
        return tell("story", id, request);
    }

    private Mono<ResponseEntity<String>> tell(String template, String id, ServerHttpRequest request) {
        String canonical = Query.id("id", id).toString();
        return stories.one(canonical, Caller.operator(request.getHeaders()))
                .map(answer -> html(
                        template, request, told(answer).with("atFind", true).with("q", canonical)));
    }

    private Model told(Stories.Answer answer) {
        return switch (answer) {
            case Stories.Answer.Found(JsonNode content) ->
                new Model().with("story", json.convertValue(content, CONTENT));
            case Stories.Answer.Unknown() -> new Model().with("unknown", true);
            case Stories.Answer.Unavailable() -> new Model().with("unavailable", true);
        };
    }

    private ResponseEntity<String> html(String template, ServerHttpRequest request, Model model) {
        return ResponseEntity.ok()
                .contentType(MediaType.valueOf("text/html;charset=UTF-8"))
                .body(pages.render(template, request, model));
    }
}
