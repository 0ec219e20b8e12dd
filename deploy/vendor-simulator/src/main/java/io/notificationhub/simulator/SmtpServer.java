package io.notificationhub.simulator;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.DelimiterBasedFrameDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.NettyInbound;
import reactor.netty.NettyOutbound;
import reactor.netty.resources.LoopResources;
import reactor.netty.tcp.TcpServer;

/** Listens for SMTP and gives every connection its session. */
final class SmtpServer implements SmtpSession.Office {
    private static final int MOST_LINE_BYTES = 64 * 1024;
    private static final long IDLE_MILLIS = 5 * 60_000L;

    private final Desk desk;
    private final Faults faults;
    private final VendorIds ids;
    private final HubAck ack;
    private final SimulatorSettings.Credentials credentials;

    SmtpServer(Desk desk, Faults faults, VendorIds ids, HubAck ack, SimulatorSettings.Credentials credentials) {
        this.desk = desk;
        this.faults = faults;
        this.ids = ids;
        this.ack = ack;
        this.credentials = credentials;
    }

    DisposableServer bind(SimulatorSettings settings, LoopResources loops) {
        return TcpServer.create()
                .runOn(loops)
                .host(settings.bind())
                .port(settings.smtpPort())
                .doOnConnection(connection -> {
                    // Only CRLF ends a line: a client that sends bare line feeds is meant to notice.
                    connection.addHandlerLast(new DelimiterBasedFrameDecoder(
                            MOST_LINE_BYTES, Unpooled.wrappedBuffer(new byte[] {'\r', '\n'})));
                    connection.onReadIdle(IDLE_MILLIS, connection::dispose);
                })
                .handle(this::serve)
                .bindNow();
    }

    private Publisher<Void> serve(NettyInbound in, NettyOutbound out) {
        SmtpSession session = new SmtpSession(this);
        Flux<ByteBuf> replies = Flux.concat(
                        Mono.just(SmtpSession.Reply.of(220, "simulator.local ESMTP vendor-simulator")),
                        in.receive().asByteArray().concatMap(session::on, 1))
                .takeUntil(SmtpSession.Reply::close)
                .filter(reply -> !reply.lines().isEmpty())
                .map(reply -> Unpooled.wrappedBuffer(reply.lines().getBytes(StandardCharsets.UTF_8)));
        return out.send(replies, reply -> true);
    }

    @Override
    public boolean knows(String user, String password) {
        return Signatures.same(user, credentials.smtpUser()) && Signatures.same(password, credentials.smtpPassword());
    }

    @Override
    public Verdict verdict(String recipient) {
        return Verdict.of(Vendor.SMTP, recipient, faults.of(Vendor.SMTP));
    }

    @Override
    public Mono<Answer> take(Reading reading) {
        return desk.take(Vendor.SMTP, reading);
    }

    @Override
    public SmtpMail mail(List<String> recipients, byte[] data) {
        return new SmtpMail(recipients, data, ids, ack);
    }
}
