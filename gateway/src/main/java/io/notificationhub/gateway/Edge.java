package io.notificationhub.gateway;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.stereotype.Component;
import reactor.netty.ChannelPipelineConfigurer;
import reactor.netty.ConnectionObserver;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;

/** What guards the gateway's connections before there is a request. */
@Component
final class Edge implements NettyServerCustomizer, ChannelPipelineConfigurer {
    private final EdgeProperties properties;
    private final ConnectionCap cap;
    private final UnreadableRequests unreadable;

    Edge(EdgeProperties properties, ConnectionCap cap, UnreadableRequests unreadable) {
        this.properties = properties;
        this.cap = cap;
        this.unreadable = unreadable;
    }

    @Override
    public HttpServer apply(HttpServer server) {
        return server.doOnChannelInit(this);
    }

    @Override
    public void onChannelInit(ConnectionObserver observer, Channel channel, @Nullable SocketAddress remote) {
        ChannelPipeline pipeline = channel.pipeline();
        if (!cap.admits(channel) || pipeline.get(NettyPipeline.HttpTrafficHandler) == null) {
            return;
        }
        ConnectionWatch watch = new ConnectionWatch(properties.requestDeadline(), properties.idleTimeout());
        pipeline.addFirst("hub.bytes", watch.bytes())
                .addAfter(NettyPipeline.HttpCodec, HeadersWithBody.NAME, new HeadersWithBody())
                .addBefore(NettyPipeline.HttpTrafficHandler, "hub.watch", watch)
                .addBefore(NettyPipeline.HttpTrafficHandler, "hub.unreadable", unreadable);
    }
}
