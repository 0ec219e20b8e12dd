package io.notificationhub.delivery;

import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/** Takes the trace of a message along to its vendor: one trace id from the producer's request to the vendor's log. */
public final class VendorTrace {
    private static final String HEADER = "traceparent";

    private VendorTrace() {}

    /** For {@link Mono#contextWrite(java.util.function.Function)} around a call. */
    public static Context in(Context context, @Nullable String traceparent) {
        return traceparent == null ? context : context.put(VendorTrace.class, traceparent);
    }

    /** Adds the header {@code traceparent} to calls that are made within a trace. */
    static ExchangeFilterFunction header() {
        return (request, next) -> Mono.deferContextual(context -> context.<String>getOrEmpty(VendorTrace.class)
                .map(trace -> next.exchange(
                        ClientRequest.from(request).header(HEADER, trace).build()))
                .orElseGet(() -> next.exchange(request)));
    }
}
