package io.notificationhub.simulator;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.List;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** Reads HTTP requests, gives them to whom their path belongs, and writes the answers. */
final class Router {
    private static final Logger log = LoggerFactory.getLogger(Router.class);

    private final Desk desk;
    private final FcmTokens fcmTokens;
    private final FcmEndpoint fcm;
    private final SesEndpoint ses;
    private final SnsTopic sns;
    private final TwilioEndpoint twilio;
    private final NhnEndpoint nhn;
    private final NhnPolling nhnPolling;
    private final ControlApi control;

    Router(
            Desk desk,
            FcmTokens fcmTokens,
            FcmEndpoint fcm,
            SesEndpoint ses,
            SnsTopic sns,
            TwilioEndpoint twilio,
            NhnEndpoint nhn,
            NhnPolling nhnPolling,
            ControlApi control) {
        this.desk = desk;
        this.fcmTokens = fcmTokens;
        this.fcm = fcm;
        this.ses = ses;
        this.sns = sns;
        this.twilio = twilio;
        this.nhn = nhn;
        this.nhnPolling = nhnPolling;
        this.control = control;
    }

    Publisher<Void> handle(HttpServerRequest request, HttpServerResponse response) {
        return request.receive()
                .asByteArray()
                .collect(RequestBody::new, RequestBody::add)
                .flatMap(body -> {
                    Call call =
                            new Call(request.method().name(), request.uri(), request.requestHeaders(), body.bytes());
                    return body.tooBig() ? Mono.just(tooBig(call)) : route(call);
                })
                .onErrorResume(failure -> {
                    log.error("{} {} failed", request.method(), request.path(), failure);
                    return Mono.just(Problem.of(500, "Internal Server Error", "INTERNAL_ERROR", "see the log", "/"));
                })
                .flatMap(answer -> write(answer, response));
    }

    private Mono<Answer> route(Call call) {
        String path = call.path();
        if (path.startsWith("/v1/projects/") && isSend(call)) {
            return post(call, Vendor.FCM, () -> fcm.read(call));
        }
        if (path.equals("/v2/email/outbound-emails")) {
            return post(call, Vendor.SES, () -> ses.read(call));
        }
        if (path.startsWith("/2010-04-01/Accounts/")
                && path.endsWith("/Messages.json")
                && call.segments().size() == 4) {
            return post(call, Vendor.TWILIO, () -> twilio.read(call));
        }
        if (path.startsWith("/alimtalk/v2.3/appkeys/")) {
            return alimtalk(call);
        }
        if (path.startsWith("/sms/v3.0/appKeys/")) {
            return sms(call);
        }
        if (path.equals("/token")) {
            return Mono.just(call.method().equals("POST") ? fcmTokens.grant(call) : wrongMethod(call));
        }
        return Mono.just(path.startsWith("/_sim/") ? control.answer(call) : other(call));
    }

    private Mono<Answer> alimtalk(Call call) {
        List<String> segments = call.segments();
        if (segments.size() < 5 || !segments.get(4).equals("messages")) {
            return Mono.just(notFound(call));
        }
        if (segments.size() == 5) {
            return call.method().equals("GET")
                    ? Mono.just(nhnPolling.list(NhnProduct.ALIMTALK, call))
                    : post(call, Vendor.NHN, () -> nhn.read(NhnProduct.ALIMTALK, call));
        }
        return Mono.just(
                segments.size() == 7 && call.method().equals("GET")
                        ? nhnPolling.one(NhnProduct.ALIMTALK, call, segments.get(5), segments.get(6))
                        : notFound(call));
    }

    private Mono<Answer> sms(Call call) {
        List<String> segments = call.segments();
        if (segments.size() < 6
                || !segments.get(4).equals("sender")
                || !List.of("sms", "mms").contains(segments.get(5))) {
            return Mono.just(notFound(call));
        }
        if (segments.size() == 6) {
            return call.method().equals("GET")
                    ? Mono.just(nhnPolling.list(NhnProduct.SMS, call))
                    : post(call, Vendor.NHN, () -> nhn.read(NhnProduct.SMS, call));
        }
        return Mono.just(
                segments.size() == 7 && call.method().equals("GET")
                        ? nhnPolling.one(
                                NhnProduct.SMS,
                                call,
                                segments.get(6),
                                Call.first(call.queryParameters(), "recipientSeq"))
                        : notFound(call));
    }

    private static boolean isSend(Call call) {
        List<String> segments = call.segments();
        return segments.size() == 4
                && (segments.get(3).equals("messages:send") || segments.get(3).equalsIgnoreCase("messages%3Asend"));
    }

    private interface Reader {
        Reading read();
    }

    private Mono<Answer> post(Call call, Vendor vendor, Reader reader) {
        return call.method().equals("POST") ? desk.take(vendor, reader.read()) : Mono.just(wrongMethod(call));
    }

    private Answer other(Call call) {
        return switch (call.path()) {
            case "/actuator/health/readiness", "/actuator/health/liveness" ->
                Answer.json(200, Json.object().put("status", "UP"));
            case SnsTopic.CERTIFICATE_PATH -> Answer.text(200, "application/x-pem-file", sns.certificatePem());
            default -> notFound(call);
        };
    }

    static Answer notFound(Call call) {
        return Problem.of(404, "Not Found", "NOT_FOUND", "the simulator does not speak this", call.path());
    }

    static Answer wrongMethod(Call call) {
        return Problem.of(
                405, "Method Not Allowed", "METHOD_NOT_ALLOWED", call.method() + " is not for this path", call.path());
    }

    private static Answer tooBig(Call call) {
        return Problem.of(
                413,
                "Content Too Large",
                "CONTENT_TOO_LARGE",
                "over " + RequestBody.MOST_BYTES + " bytes",
                call.path());
    }

    private static Mono<Void> write(Answer answer, HttpServerResponse response) {
        if (answer.cut()) {
            response.withConnection(connection -> connection.dispose());
            return Mono.never();
        }
        response.status(answer.status());
        if (!answer.contentType().isEmpty()) {
            response.header(HttpHeaderNames.CONTENT_TYPE, answer.contentType());
        }
        answer.headers().forEach(response::header);
        if (answer.stream() != null) {
            return response.send(answer.stream().map(Router::utf8)).then();
        }
        ByteBuf body = utf8(answer.body());
        // Set here, so that Netty sends one full response and does not chunk it.
        response.header(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(body.readableBytes()));
        return response.sendObject(body).then();
    }

    private static ByteBuf utf8(String text) {
        return text.isEmpty() ? Unpooled.EMPTY_BUFFER : ByteBufUtil.writeUtf8(UnpooledByteBufAllocator.DEFAULT, text);
    }
}
