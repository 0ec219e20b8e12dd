package io.notificationhub.testkit;

import io.notificationhub.testkit.DocumentedApi.Operation;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Compares every answer that a test's client gets with the document, whatever the test is about: its status and error code must be documented, and
 * its body must have the fields of the schema, with their types, and no others. Calls of paths that are not documented pass.
 */
public final class DocumentedAnswers implements ExchangeFilterFunction {
    /** A caller that the gateway would have stopped, and a fault of ours, which no document excuses: for the test itself to judge. */
    private static final Set<String> ANYWHERE = Set.of("UNAUTHORIZED", "INTERNAL_ERROR");

    private final List<Operation> operations;

    /** For the answers of one service. */
    public DocumentedAnswers(String service) {
        this.operations = DocumentedApi.operations(service);
    }

    @Override
    public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
        Operation operation = find(request.method().name(), request.url().getRawPath());
        return operation == null
                ? next.exchange(request)
                : next.exchange(request).flatMap(answer -> checked(operation, answer));
    }

    private @Nullable Operation find(String method, String path) {
        return operations.stream()
                .filter(operation -> operation.isMeantBy(method, path))
                .findFirst()
                .orElse(null);
    }

    private Mono<ClientResponse> checked(Operation operation, ClientResponse answer) {
        return DataBufferUtils.join(answer.body(BodyExtractors.toDataBuffers()))
                .map(DocumentedAnswers::bytes)
                .defaultIfEmpty(new byte[0])
                .map(body -> {
                    MediaType type = answer.headers().contentType().orElse(null);
                    check(operation, answer.statusCode().value(), type, body);
                    return answer.mutate()
                            .body(Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(body)))
                            .build();
                });
    }

    private static byte[] bytes(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }

    private void check(Operation operation, int status, @Nullable MediaType type, byte[] body) {
        String about = operation.name() + " → " + status;
        boolean isPage = MediaType.TEXT_HTML.isCompatibleWith(type);
        JsonNode json = body.length == 0 || isPage
                ? JsonNodeFactory.instance.missingNode()
                : JsonMapper.shared().readTree(body);
        if (ANYWHERE.contains(json.path("code").asString(""))) {
            return;
        }
        JsonNode answer = operation.node().get("responses").path(Integer.toString(status));
        expect(!answer.isMissingNode(), about, "is not documented: " + json);
        JsonNode documented = DocumentedApi.resolved(answer);
        JsonNode content = documented.path("content");
        expect(content.isMissingNode() == (body.length == 0), about, "has a body, or none, against the document");
        if (body.length == 0) {
            return;
        }
        String essence = type == null ? "none" : type.getType() + "/" + type.getSubtype();
        expect(content.has(essence), about, "has the type " + essence);
        if (isPage) {
            return;
        }
        if (documented.has("x-codes")) {
            String code = json.path("code").asString("none");
            expect(
                    documented
                            .get("x-codes")
                            .valueStream()
                            .anyMatch(known -> known.asString().equals(code)),
                    about,
                    "has the code " + code + ", which is not documented");
        }
        List<String> violations =
                DocumentedSchema.ofAnswer(content.get(essence).get("schema")).violations(json);
        expect(violations.isEmpty(), about, violations + " in " + json);
    }

    private static void expect(boolean holds, String about, String otherwise) {
        if (!holds) {
            throw new AssertionError("docs/api/openapi.json: " + about + " " + otherwise);
        }
    }
}
