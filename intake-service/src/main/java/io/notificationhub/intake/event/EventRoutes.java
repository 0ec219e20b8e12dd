package io.notificationhub.intake.event;

import io.notificationhub.intake.event.EventProperties.Route;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The routes that are switched on. Two for one event would be a notification too many, so they stop the start. */
public final class EventRoutes {
    /** No type has this name. */
    private static final String ANY = "";

    private final Map<String, Map<String, Route>> byTopic = new TreeMap<>();

    EventRoutes(Map<String, Route> routes) {
        Map<Route, String> names = new HashMap<>();
        routes.forEach((name, route) -> {
            if (!route.enabled()) {
                return;
            }
            Map<String, Route> ofTopic = byTopic.computeIfAbsent(route.topic(), topic -> new HashMap<>());
            for (String type : typesOf(route)) {
                Route other = ofTopic.putIfAbsent(type, route);
                if (other != null && !other.equals(route)) {
                    throw new IllegalArgumentException(
                            "hub.events.routes: '%s' and '%s' both take %s events of topic %s"
                                    .formatted(names.get(other), name, type.isEmpty() ? "all" : type, route.topic()));
                }
            }
            names.put(route, name);
        });
    }

    /** For the listener, which asks in the expression language and so sees public methods only. */
    public Collection<String> topics() {
        return byTopic.keySet();
    }

    /** Whether this topic's events must say their type: nobody takes one that doesn't. */
    boolean needsType(String topic) {
        return !ofTopic(topic).containsKey(ANY);
    }

    /** The route for the event; null if there is none. */
    @Nullable
    Route find(String topic, @Nullable String type) {
        Map<String, Route> ofTopic = ofTopic(topic);
        Route named = type == null ? null : ofTopic.get(bare(type));
        return named == null ? ofTopic.get(ANY) : named;
    }

    private Map<String, Route> ofTopic(String topic) {
        return byTopic.getOrDefault(topic, Map.of());
    }

    private static List<String> typesOf(Route route) {
        return route.eventTypes().isEmpty()
                ? List.of(ANY)
                : route.eventTypes().stream().map(EventRoutes::bare).toList();
    }

    /** {@code payment.completed}, {@code PAYMENT_COMPLETED} and {@code PaymentCompleted} are one type. */
    private static String bare(String type) {
        return type.replaceAll("[._\\- ]", "").toLowerCase(Locale.ROOT);
    }
}
