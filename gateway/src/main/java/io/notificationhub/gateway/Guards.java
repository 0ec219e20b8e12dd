package io.notificationhub.gateway;

import io.notificationhub.web.CommonError;
import io.notificationhub.web.ProblemException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Finds out who calls, or refuses. Vendors are another matter: their callbacks are proved by their bodies. */
@Component
final class Guards {
    private static final Mono<Identity> STRANGER = Mono.just(new Identity.Stranger());

    private final Producers producers;
    private final Operators operators;
    private final OperatorLimits limits;
    private final ConsoleCookie cookies;
    private final SessionSeal seal;
    private final EndedSessions ended;

    Guards(
            Producers producers,
            Operators operators,
            OperatorLimits limits,
            ConsoleCookie cookies,
            SessionSeal seal,
            EndedSessions ended) {
        this.producers = producers;
        this.operators = operators;
        this.limits = limits;
        this.cookies = cookies;
        this.seal = seal;
        this.ended = ended;
    }

    /** Who calls; fails with a 401 if the request doesn't prove what this access asks for, with a 429 if it comes too often. */
    Mono<Identity> identify(Access access, Visit visit) {
        return switch (access) {
            case PRODUCER -> required(producers.identify(visit), CommonError.UNAUTHORIZED);
            case OPERATOR -> required(operator(visit), CommonError.UNAUTHORIZED_ADMIN);
            case PRODUCER_OR_OPERATOR -> either(visit);
            case CONSOLE ->
                visit.isRead()
                        ? byCookie(visit).switchIfEmpty(STRANGER)
                        : required(byCookie(visit), CommonError.UNAUTHORIZED_ADMIN);
            case ANYONE -> STRANGER;
            case VENDOR -> throw new IllegalStateException("A callback is proved by its body");
        };
    }

    private Mono<Identity> either(Visit visit) {
        boolean asOperator = visit.headers().containsHeader(Operators.HEADER) || cookies.in(visit) != null;
        return producers
                .identify(visit)
                .switchIfEmpty(required(
                        operator(visit), asOperator ? CommonError.UNAUTHORIZED_ADMIN : CommonError.UNAUTHORIZED));
    }

    private Mono<Identity> operator(Visit visit) {
        String presented = visit.headers().getFirst(Operators.HEADER);
        String bearer = visit.bearer();
        if (presented != null) {
            return counted(visit, operators.prove(presented).map(Operators.Proven::operator));
        }
        return bearer == null
                ? byCookie(visit)
                : counted(visit, operators.bySignature(bearer).map(Operators.Proven::operator));
    }

    private Mono<Identity> byCookie(Visit visit) {
        String cookie = cookies.in(visit);
        if (cookie == null) {
            return Mono.empty();
        }
        Mono<Identity.Operator> operator = Mono.fromSupplier(() -> seal.operator(cookie))
                .filterWhen(known -> ended.holds(cookie).map(gone -> !gone));
        return counted(visit, operator).doOnNext(known -> cookies.refuseForgery(visit));
    }

    private Mono<Identity> counted(Visit visit, Mono<Identity.Operator> operator) {
        return limits.count(visit).then(operator.cast(Identity.class));
    }

    private static Mono<Identity> required(Mono<Identity> identity, CommonError otherwise) {
        return identity.switchIfEmpty(Mono.error(() -> ProblemException.of(otherwise, otherwise.title())));
    }
}
