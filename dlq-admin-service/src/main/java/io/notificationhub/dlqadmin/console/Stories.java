package io.notificationhub.dlqadmin.console;

import io.notificationhub.web.Caller;
import io.notificationhub.web.HubHeaders;
import io.notificationhub.web.WebProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClient.RequestHeadersSpec;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks intake, which owns notifications, what became of one. */
@Component
class Stories {
    private static final Logger log = LoggerFactory.getLogger(Stories.class);
    private static final String PATH = "/api/v1/admin/notifications";

    private final WebClient http;
    private final IntakeProperties properties;
    private final JsonMapper json;

    Stories(WebClient.Builder http, IntakeProperties properties, WebProperties web, JsonMapper json) {
        this.http = http.baseUrl(properties.url().toString())
                .defaultHeader(HubHeaders.INNER_SECRET, web.innerSecret())
                .build();
        this.properties = properties;
        this.json = json;
    }

    /** What intake says. */
    sealed interface Answer {
        /** It is known. */
        record Found(JsonNode content) implements Answer {}

        /** There is none. */
        record Unknown() implements Answer {}

        /** It can't be asked now. */
        record Unavailable() implements Answer {}
    }

    Mono<Answer> one(String notificationId, Caller.Operator operator) {
        return ask(http.get().uri(PATH + "/{id}", notificationId), operator);
    }

    /** The latest notifications of a recipient. */
    Mono<Answer> of(String recipientId, Caller.Operator operator) {
        return ask(
                http.get()
                        .uri(uri ->
                                uri.path(PATH).queryParam("recipientId", "{id}").build(recipientId)),
                operator);
    }

    private Mono<Answer> ask(RequestHeadersSpec<?> request, Caller.Operator operator) {
        return request.accept(MediaType.APPLICATION_JSON)
                .header(HubHeaders.OPERATOR, operator.name())
                .header(HubHeaders.CLIENT_IP, operator.clientIp())
                .exchangeToMono(this::answer)
                .timeout(properties.timeout())
                .onErrorResume(error -> {
                    log.warn("intake tells no story: {}", error.toString());
                    return Mono.just(new Answer.Unavailable());
                });
    }

    private Mono<Answer> answer(ClientResponse response) {
        return switch (response.statusCode().value()) {
            case 200 -> response.bodyToMono(String.class).map(body -> new Answer.Found(json.readTree(body)));
            case 400, 404 -> response.releaseBody().thenReturn(new Answer.Unknown());
            default -> response.createError();
        };
    }
}
