package io.notificationhub.gateway;

import io.notificationhub.web.HubHeaders;
import io.notificationhub.web.TraceId;
import io.notificationhub.web.WebProperties;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import reactor.netty.http.server.HttpServerRequest;

/**
 * Makes the headers that a service gets. Only headers that the API knows are passed on, so that nothing a client sends can pretend to come
 * from the gateway, and no credential goes further than here.
 */
@Component
final class InnerHeaders {
    static final String REQUEST_ID = "X-Request-Id";
    static final String TRACEPARENT = "traceparent";
    static final String TRACESTATE = "tracestate";

    private static final TreeSet<String> PASSED_ON = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    static {
        PASSED_ON.addAll(List.of(
                HttpHeaders.ACCEPT,
                HttpHeaders.ACCEPT_ENCODING,
                HttpHeaders.ACCEPT_LANGUAGE,
                HttpHeaders.CONTENT_ENCODING,
                HttpHeaders.CONTENT_LENGTH,
                HttpHeaders.CONTENT_TYPE,
                HttpHeaders.IF_MATCH,
                HttpHeaders.IF_MODIFIED_SINCE,
                HttpHeaders.IF_NONE_MATCH,
                HttpHeaders.USER_AGENT,
                "Idempotency-Key",
                "Last-Event-ID",
                "HX-Boosted",
                "HX-Current-URL",
                "HX-Request",
                "HX-Target",
                "HX-Trigger",
                HubSignature.VENDOR,
                HubSignature.TIMESTAMP,
                HubSignature.SIGNATURE,
                TRACESTATE));
    }

    private final TraceParents traces;
    private final ClientAddress clients;
    private final String secret;

    InnerHeaders(TraceParents traces, ClientAddress clients, WebProperties properties) {
        this.traces = traces;
        this.clients = clients;
        this.secret = properties.innerSecret();
    }

    /** Everything but who calls. */
    HttpHeaders of(ServerHttpRequest request) {
        HttpHeaders outer = request.getHeaders();
        HttpHeaders inner = new HttpHeaders();
        HttpServerRequest connection = ServerHttpRequestDecorator.getNativeRequest(request);
        for (Map.Entry<String, String> header : connection.requestHeaders()) {
            if (PASSED_ON.contains(header.getKey())) {
                inner.add(header.getKey(), header.getValue());
            }
        }
        String traceparent = traces.of(outer);
        if (TraceId.traceparent(outer) == null) {
            inner.remove(TRACESTATE);
        }
        inner.set(TRACEPARENT, traceparent);
        inner.set(REQUEST_ID, requestId(outer, traceparent));
        inner.set(HubHeaders.CLIENT_IP, clients.of(request));
        if (!secret.isBlank()) {
            inner.set(HubHeaders.INNER_SECRET, secret);
        }
        return inner;
    }

    /** Adds who calls. */
    static void vouch(HttpHeaders inner, Identity identity) {
        switch (identity) {
            case Identity.Producer producer -> {
                inner.set(HubHeaders.PRODUCER, producer.id());
                if (!producer.scopes().isEmpty()) {
                    inner.set(HubHeaders.SCOPES, producer.scopes());
                }
            }
            case Identity.Operator operator -> inner.set(HubHeaders.OPERATOR, operator.name());
            case Identity.Vendor vendor -> inner.set(HubHeaders.VENDOR, vendor.name());
            case Identity.Stranger() -> {}
        }
    }

    /** The client's own if it is harmless, else the trace id. */
    static String requestId(HttpHeaders outer, String traceparent) {
        String wanted = outer.getFirst(REQUEST_ID);
        return wanted != null && isHarmless(wanted) ? wanted : traceparent.substring(3, 35);
    }

    private static boolean isHarmless(String id) {
        if (id.isEmpty() || id.length() > 128) {
            return false;
        }
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!plain && c != '-' && c != '_' && c != '.') {
                return false;
            }
        }
        return true;
    }
}
