package io.notificationhub.relay;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.spi.Connection;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;
import reactor.netty.tcp.TcpResources;

/**
 * A line to the database for one connection at a time. The driver leaves the socket open when its caller gives up on a server that does not
 * answer, whether in the greeting or in the goodbye; here it is cut.
 */
final class DatabaseLine {
    private static final Duration GOODBYE = Duration.ofSeconds(2);
    private static final Map<String, String> SETTINGS = Map.of(
            // A delete that is lost is a row that is sent again, which its consumer recognises.
            "synchronous_commit", "off",
            // One plan is right, along the index of due rows, whatever the table held when it was analysed or first
            // queried.
            "plan_cache_mode", "force_generic_plan",
            "enable_seqscan", "off",
            "enable_bitmapscan", "off",
            "enable_sort", "off",
            // The shards of a relay whose machine vanished are free within seconds.
            "tcp_keepalives_idle", "2",
            "tcp_keepalives_interval", "1",
            "tcp_keepalives_count", "2",
            "tcp_user_timeout", "4000");

    private final Duration patience;
    private final Sockets sockets = new Sockets();
    private final PostgresqlConnectionFactory connections;

    DatabaseLine(RelayProperties.Database database) {
        this.patience = database.connectTimeout().multipliedBy(2);
        this.connections = new PostgresqlConnectionFactory(PostgresqlConnectionConfiguration.builder()
                .host(database.host())
                .port(database.port())
                .database(database.name())
                .username(database.username())
                .password(database.password())
                .sslMode(database.sslMode())
                .applicationName("outbox-relay")
                .connectTimeout(database.connectTimeout())
                .statementTimeout(database.statementTimeout())
                .tcpKeepAlive(true)
                .forceBinary(true)
                .options(SETTINGS)
                .loopResources(sockets)
                .build());
    }

    Mono<Connection> open() {
        return Mono.<Connection>from(connections.create())
                .timeout(patience)
                .doOnError(error -> sockets.cut())
                .doOnCancel(sockets::cut);
    }

    /** Never fails. */
    Mono<Void> close(Connection connection) {
        return Mono.from(connection.close()).timeout(GOODBYE).onErrorComplete().doFinally(signal -> sockets.cut());
    }

    /** The shared event loops, remembering the last socket opened on them. */
    private static final class Sockets implements LoopResources {
        private final LoopResources shared = TcpResources.get();
        private volatile @Nullable Channel last;

        void cut() {
            Channel channel = last;
            if (channel != null) {
                var _ = channel.close();
            }
        }

        @Override
        public <C extends Channel> C onChannel(Class<C> type, EventLoopGroup group) {
            C channel = shared.onChannel(type, group);
            if (channel instanceof SocketChannel) {
                last = channel;
            }
            return channel;
        }

        @Override
        public <C extends Channel> Class<? extends C> onChannelClass(Class<C> type, EventLoopGroup group) {
            return shared.onChannelClass(type, group);
        }

        @Override
        public EventLoopGroup onClient(boolean useNative) {
            return shared.onClient(useNative);
        }

        @Override
        public EventLoopGroup onServer(boolean useNative) {
            return shared.onServer(useNative);
        }

        @Override
        public boolean daemon() {
            return shared.daemon();
        }
    }
}
