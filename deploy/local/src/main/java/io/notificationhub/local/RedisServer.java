package io.notificationhub.local;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Redis with an append-only file. */
public final class RedisServer extends LocalServer {
    private final Binaries binaries;
    private final Path data;

    RedisServer(Binaries binaries, int port, Path data, Path stateFolder, Path logFolder) {
        super("redis", port, stateFolder, logFolder);
        this.binaries = binaries;
        this.data = data;
    }

    @Override
    List<String> command() {
        Folders.create(data);
        return List.of(
                binaries.redisServer().toString(),
                "--bind",
                Loopback.HOST,
                "--port",
                Integer.toString(port()),
                "--dir",
                data.toString(),
                "--appendonly",
                "yes",
                "--save",
                "",
                // Every rewrite forks, and copies what is written to meanwhile.
                "--auto-aof-rewrite-min-size",
                "256mb",
                "--maxmemory-policy",
                "noeviction",
                "--daemonize",
                "no");
    }

    /** While it loads its file Redis answers with an error instead. */
    @Override
    boolean answers() {
        return Loopback.answers(
                port(),
                "PING\r\n".getBytes(StandardCharsets.US_ASCII),
                "+PONG\r\n".getBytes(StandardCharsets.US_ASCII));
    }
}
