package io.notificationhub.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code docs/api/openapi.json}, to be compared with what a service really does: its operations here, its answers by {@link DocumentedAnswers}, what
 * it takes and refuses by {@link DocumentedRequests}.
 */
public final class DocumentedApi {
    private static final String DOCUMENT = "/hub/api/openapi.json";
    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");

    private DocumentedApi() {}

    /** The operations of this service, such as {@code GET /api/v1/users/{}}. */
    public static Set<String> of(String service) {
        return operations(service).stream().map(Operation::name).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The operations that these handlers serve to the world, in the form of {@link #of}; the console's pages and internal paths are no API. */
    public static Set<String> served(RequestMappingHandlerMapping handlers) {
        Set<String> served = new TreeSet<>();
        handlers.getHandlerMethods()
                .keySet()
                .forEach(mapping -> mapping.getPatternsCondition()
                        .getPatterns()
                        .forEach(path -> mapping.getMethodsCondition()
                                .getMethods()
                                .forEach(method -> served.add(name(method.name(), path.getPatternString())))));
        served.removeIf(operation -> operation.contains(" /internal/") || operation.contains(" /console"));
        return served;
    }

    /** An operation in the form of {@link #of}: how a path calls its variables does not matter. */
    public static String name(String method, String path) {
        return method.toUpperCase(Locale.ROOT) + " " + path.replaceAll("\\{[^}]*}", "{}");
    }

    /** One operation of the document. */
    record Operation(String method, String path, JsonNode node) {
        String name() {
            return DocumentedApi.name(method, path);
        }

        /** Whether a call of this path is a call of it; a path without variables goes before one with. */
        boolean isMeantBy(String called, String rawPath) {
            return method.equals(called)
                    && Pattern.matches(Pattern.quote(path).replaceAll("\\{[^}]*}", "\\\\E[^/]+\\\\Q"), rawPath);
        }
    }

    static List<Operation> operations(String service) {
        List<Operation> operations = new ArrayList<>();
        document().get("paths").properties().forEach(path -> {
            if (path.getValue().get("x-service").asString().equals(service)) {
                path.getValue().properties().stream()
                        .filter(operation -> METHODS.contains(operation.getKey()))
                        .forEach(operation -> operations.add(new Operation(
                                operation.getKey().toUpperCase(Locale.ROOT), path.getKey(), operation.getValue())));
            }
        });
        operations.sort(
                (a, b) -> Boolean.compare(a.path().contains("{"), b.path().contains("{")));
        return operations;
    }

    static JsonNode document() {
        return Read.DOCUMENT;
    }

    /** What a reference stands for; anything else is itself. */
    static JsonNode resolved(JsonNode node) {
        return node.has("$ref")
                ? resolved(document().at(node.get("$ref").asString().substring(1)))
                : node;
    }

    private static final class Read {
        static final JsonNode DOCUMENT = read();

        private static JsonNode read() {
            try (InputStream in = DocumentedApi.class.getResourceAsStream(DocumentedApi.DOCUMENT)) {
                if (in == null) {
                    throw new AssertionError("The class path has no " + DocumentedApi.DOCUMENT);
                }
                return JsonMapper.shared().readTree(in);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
