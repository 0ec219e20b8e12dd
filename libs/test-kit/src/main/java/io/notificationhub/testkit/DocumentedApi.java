package io.notificationhub.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code docs/api/openapi.json} says that a service answers, to be compared with what it does answer. */
public final class DocumentedApi {
    private static final String DOCUMENT = "/hub/api/openapi.json";
    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");

    private DocumentedApi() {}

    /** The operations of this service, such as {@code GET /api/v1/users/{}}. */
    public static Set<String> of(String service) {
        Set<String> operations = new TreeSet<>();
        try (InputStream in = DocumentedApi.class.getResourceAsStream(DOCUMENT)) {
            if (in == null) {
                throw new AssertionError("The class path has no " + DOCUMENT);
            }
            JsonNode paths = JsonMapper.shared().readTree(in).get("paths");
            paths.properties().forEach(path -> {
                if (path.getValue().get("x-service").asString().equals(service)) {
                    path.getValue().propertyNames().stream()
                            .filter(METHODS::contains)
                            .forEach(method -> operations.add(operation(method, path.getKey())));
                }
            });
            return operations;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An operation in the form of {@link #of}: how a path calls its variables does not matter. */
    public static String operation(String method, String path) {
        return method.toUpperCase(Locale.ROOT) + " " + path.replaceAll("\\{[^}]*}", "{}");
    }
}
