package io.notificationhub.gateway;

import io.notificationhub.web.CommonError;
import io.notificationhub.web.HubHeaders;
import io.notificationhub.web.ProblemException;
import io.notificationhub.web.ProblemWriter;
import org.springframework.context.ApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.DisconnectedClientHelper;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;

/**
 * Where every request enters. Decides, in this order: is there such a path, may it be used so, who calls. What passes has the headers that the
 * gateway vouches for and no others; what doesn't is answered here with a problem and never seen by a service.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class Door implements WebFilter {
    /** The {@link Endpoint} of an exchange that was let in. */
    static final String ENDPOINT = "hub.endpoint";

    private final Guards guards;
    private final Callbacks callbacks;
    private final ConsoleSessions sessions;
    private final Cors cors;
    private final InnerHeaders innerHeaders;
    private final ProblemWriter problems;
    private final RequestMeter meter;
    private final ApplicationContext door;

    Door(
            Guards guards,
            Callbacks callbacks,
            ConsoleSessions sessions,
            Cors cors,
            InnerHeaders innerHeaders,
            ProblemWriter problems,
            RequestMeter meter,
            ApplicationContext door) {
        this.guards = guards;
        this.callbacks = callbacks;
        this.sessions = sessions;
        this.cors = cors;
        this.innerHeaders = innerHeaders;
        this.problems = problems;
        this.meter = meter;
        this.door = door;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange outside, WebFilterChain chain) {
        if (!door.equals(outside.getApplicationContext())) {
            return chain.filter(outside); // The management port has a context and paths of its own.
        }
        long began = meter.now();
        ServerHttpRequest outer = outside.getRequest();
        InnerRequest inner = new InnerRequest(outer, innerHeaders.of(outer));
        ServerWebExchange inside = outside.mutate().request(inner).build();
        AnswerHeaders.protect(inside.getResponse().getHeaders(), requestId(inner));
        return admit(outer, inner, inside, chain)
                .onErrorResume(error -> refuse(inside, error))
                .doFinally(end -> meter.record(inside, began, end == SignalType.CANCEL));
    }

    /** Who hung up before the request was whole is answered nothing, and is no error of ours. */
    private Mono<Void> refuse(ServerWebExchange inside, Throwable error) {
        ServerHttpResponse response = inside.getResponse();
        if (!response.isCommitted()
                && (error instanceof BrokenOffRequest
                        || DisconnectedClientHelper.isClientDisconnectedException(error))) {
            response.setStatusCode(RequestMeter.CLOSED_BY_CLIENT);
            return Mono.empty();
        }
        return problems.write(inside, error);
    }

    private static String requestId(InnerRequest inner) {
        return String.valueOf(inner.getHeaders().getFirst(InnerHeaders.REQUEST_ID));
    }

    private Mono<Void> admit(
            ServerHttpRequest outer, InnerRequest inner, ServerWebExchange inside, WebFilterChain chain) {
        try {
            Endpoint endpoint = endpoint(inner.getPath().value());
            inside.getAttributes().put(ENDPOINT, endpoint);
            cors.show(endpoint, outer.getHeaders(), inside.getResponse().getHeaders());
            if (cors.isQuestion(endpoint, outer.getMethod(), outer.getHeaders())) {
                return cors.answer(endpoint, inside.getResponse());
            }
            Access access = access(endpoint, inner, inside);
            if (access == Access.VENDOR) {
                return callbacks.admit(outer.getHeaders(), inner, inside, chain);
            }
            Visit visit = new Visit(endpoint, outer, clientIp(inner));
            if (endpoint == Endpoint.SESSION) {
                return sessions.answer(visit, inside);
            }
            return guards.identify(access, visit).flatMap(identity -> {
                InnerHeaders.vouch(inner.getHeaders(), identity);
                return chain.filter(inside);
            });
        } catch (ProblemException refusal) {
            return Mono.error(refusal);
        }
    }

    private static String clientIp(InnerRequest inner) {
        return String.valueOf(inner.getHeaders().getFirst(HubHeaders.CLIENT_IP));
    }

    private static Endpoint endpoint(String path) {
        if (PathTricks.in(path)) {
            throw ProblemException.of(CommonError.INVALID_REQUEST, "The path is not in its plain form");
        }
        Endpoint endpoint = Endpoint.of(path);
        if (endpoint == null) {
            throw ProblemException.of(CommonError.NOT_FOUND, "No such path");
        }
        return endpoint;
    }

    private static Access access(Endpoint endpoint, ServerHttpRequest request, ServerWebExchange inside) {
        Access access = endpoint.access(request.getMethod());
        if (access == null) {
            inside.getResponse().getHeaders().setAllow(endpoint.methods());
            throw ProblemException.of(CommonError.METHOD_NOT_ALLOWED, request.getMethod() + " is not allowed here");
        }
        return access;
    }
}
