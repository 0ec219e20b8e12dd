package io.notificationhub.gateway;

import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;

/**
 * Everything that can be reached: a path with all that lies below it, the service that owns it, what for, and who may use which method on it.
 * The services know the exact paths; a method that no path below the prefix has is refused here.
 */
enum Endpoint {
    NOTIFICATIONS(
            "/api/v1/notifications", Upstream.INTAKE, Traffic.PRODUCERS, only(Access.PRODUCER, GET, POST, DELETE)),
    USERS("/api/v1/users", Upstream.PREFERENCE, Traffic.PRODUCERS, only(Access.PRODUCER, GET, PUT, DELETE)),
    DEVICES("/api/v1/devices", Upstream.PREFERENCE, Traffic.PRODUCERS, only(Access.PRODUCER, GET, POST, DELETE)),
    TEMPLATES(
            "/api/v1/templates",
            Upstream.TEMPLATE,
            Traffic.OPERATORS,
            Map.of(GET, Access.PRODUCER_OR_OPERATOR, POST, Access.OPERATOR, PUT, Access.OPERATOR)),
    CALLBACKS("/api/v1/deliveries", Upstream.INTAKE, Traffic.CALLBACKS, only(Access.VENDOR, POST)),
    /** Where the links in e-mails lead; preference-service proves them. */
    UNSUBSCRIBE("/api/v1/unsubscribe", Upstream.PREFERENCE, Traffic.CALLBACKS, only(Access.ANYONE, GET, POST)),
    STATS("/api/v1/admin/dlq/stats", Upstream.DLQ_ADMIN, Traffic.STATISTICS, only(Access.OPERATOR, GET)),
    CAUSES("/api/v1/admin/dlq/causes", Upstream.DLQ_ADMIN, Traffic.STATISTICS, only(Access.OPERATOR, GET)),
    // DELETE is passed on: dlq-admin itself says that a dead letter is never deleted.
    DEAD_LETTERS("/api/v1/admin/dlq", Upstream.DLQ_ADMIN, Traffic.OPERATORS, only(Access.OPERATOR, GET, POST, DELETE)),
    AUDIT("/api/v1/admin/audit", Upstream.DLQ_ADMIN, Traffic.OPERATORS, only(Access.OPERATOR, GET)),
    SUPPORT("/api/v1/admin/notifications", Upstream.INTAKE, Traffic.OPERATORS, only(Access.OPERATOR, GET)),
    DASHBOARD("/api/v1/dashboard", Upstream.DLQ_ADMIN, Traffic.STATISTICS, only(Access.OPERATOR, GET)),
    /** Signing in to the console and out: the gateway knows the operators, so it answers itself. */
    SESSION("/console/session", only(Access.ANYONE, POST, DELETE)),
    API_DOCS("/v3/api-docs", only(Access.ANYONE, GET)),
    SWAGGER("/swagger", only(Access.ANYONE, GET)),
    SWAGGER_PAGE("/swagger-ui.html", only(Access.ANYONE, GET)),
    SWAGGER_FILES("/swagger-ui", only(Access.ANYONE, GET)),
    CONSOLE("/console", Upstream.DLQ_ADMIN, Traffic.STATISTICS, only(Access.CONSOLE, GET, POST, DELETE));

    private static final Endpoint[] ALL = values();
    private static final String API = "/api/";

    private final String prefix;
    private final @Nullable Upstream upstream;
    private final @Nullable Traffic traffic;

    @SuppressWarnings("ImmutableEnumChecker") // a copy that nobody can change
    private final Map<HttpMethod, Access> methods;

    /** One that the gateway itself answers. */
    Endpoint(String prefix, Map<HttpMethod, Access> methods) {
        this(prefix, null, null, methods);
    }

    Endpoint(String prefix, @Nullable Upstream upstream, @Nullable Traffic traffic, Map<HttpMethod, Access> methods) {
        this.prefix = prefix;
        this.upstream = upstream;
        this.traffic = traffic;
        this.methods = withHead(methods);
    }

    private static Map<HttpMethod, Access> only(Access access, HttpMethod... methods) {
        Map<HttpMethod, Access> same = new HashMap<>();
        for (HttpMethod method : methods) {
            same.put(method, access);
        }
        return same;
    }

    private static Map<HttpMethod, Access> withHead(Map<HttpMethod, Access> methods) {
        Map<HttpMethod, Access> all = new HashMap<>(methods);
        Access read = methods.get(GET);
        if (read != null) {
            all.put(HEAD, read);
        }
        return Map.copyOf(all);
    }

    /** The endpoint that a raw path belongs to, null if to none. */
    static @Nullable Endpoint of(String path) {
        for (Endpoint endpoint : ALL) {
            if (endpoint.owns(path)) {
                return endpoint;
            }
        }
        return null;
    }

    private boolean owns(String path) {
        return path.startsWith(prefix)
                && (this != API_DOCS || path.length() == prefix.length())
                && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
    }

    String prefix() {
        return prefix;
    }

    /** Null where the gateway itself answers. */
    @Nullable
    Upstream upstream() {
        return upstream;
    }

    /** Null where the gateway itself answers. */
    @Nullable
    Traffic traffic() {
        return traffic;
    }

    /** Whether a page of another origin may be allowed to call it: the API, but for what only machines call. */
    boolean isForBrowsers() {
        return upstream != null && prefix.startsWith(API) && traffic != Traffic.CALLBACKS;
    }

    /** Who may use this method, null if nobody may. */
    @Nullable
    Access access(HttpMethod method) {
        return methods.get(method);
    }

    Set<HttpMethod> methods() {
        return methods.keySet();
    }
}
