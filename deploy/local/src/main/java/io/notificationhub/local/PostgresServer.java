package io.notificationhub.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** PostgreSQL 18, reachable by TCP with a password only. */
public final class PostgresServer extends LocalServer {
    public static final String SUPERUSER = "postgres";
    public static final String SUPERUSER_PASSWORD = "postgres";

    private final Binaries binaries;
    private final Path data;
    private final boolean durable;

    /** @param durable false leaves out fsync: for tests, whose data nobody needs after a power cut */
    PostgresServer(Binaries binaries, int port, Path data, Path stateFolder, Path logFolder, boolean durable) {
        super("postgres", port, stateFolder, logFolder);
        this.binaries = binaries;
        this.data = data;
        this.durable = durable;
    }

    @Override
    List<String> command() {
        Path programs = ServerAccount.forFolder(data).programs(binaries).resolve("bin");
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            initialise(programs.resolve("initdb"));
        }
        forgetStalePidFile();
        List<String> command =
                new ArrayList<>(List.of(programs.resolve("postgres").toString(), "-D", data.toString()));
        settings().forEach((setting, value) -> command.addAll(List.of("-c", setting + "=" + value)));
        return ServerAccount.forFolder(data).wrap(command);
    }

    private Map<String, String> settings() {
        return Map.ofEntries(
                Map.entry("listen_addresses", Loopback.HOST),
                Map.entry("port", Integer.toString(port())),
                Map.entry("unix_socket_directories", ""),
                Map.entry("max_connections", "200"),
                Map.entry("shared_buffers", "128MB"),
                Map.entry("io_method", "sync"),
                // What a checkpoint makes PostgreSQL write twice costs less than compressing it; fewer of them cost
                // less still.
                Map.entry("checkpoint_timeout", "15min"),
                Map.entry("max_wal_size", "1GB"),
                Map.entry("fsync", durable ? "on" : "off"),
                Map.entry("log_checkpoints", "off"),
                Map.entry("log_timezone", "UTC"),
                Map.entry("timezone", "UTC"));
    }

    /** The postmaster writes its state to the eighth line of its pid file. */
    @Override
    boolean answers() {
        try {
            List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
            return lines.size() >= 8
                    && lines.get(7).strip().equals("ready")
                    && pid().orElse(-1) == Long.parseLong(lines.getFirst().strip());
        } catch (IOException | NumberFormatException e) {
            return false;
        }
    }

    /** Fast shutdown: sessions are rolled back and closed, then a checkpoint. */
    @Override
    String stopSignal() {
        return "INT";
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://" + Loopback.HOST + ":" + port() + "/" + HubDatabase.NAME;
    }

    public String r2dbcUrl() {
        return "r2dbc:postgresql://" + Loopback.HOST + ":" + port() + "/" + HubDatabase.NAME;
    }

    private void initialise(Path initdb) {
        Path parent = Folders.create(java.util.Objects.requireNonNull(data.getParent()));
        Path aside = parent.resolve(data.getFileName() + ".new");
        Folders.delete(aside);
        Folders.create(aside);
        ServerAccount account = ServerAccount.forFolder(aside);
        try {
            Path password = Files.createTempFile(parent, "password", "");
            Files.writeString(password, SUPERUSER_PASSWORD + "\n");
            account.own(password);
            List<String> command = new ArrayList<>(List.of(initdb.toString(), "-D", aside.toString()));
            command.addAll(List.of("-U", SUPERUSER, "--pwfile", password.toString()));
            command.addAll(List.of("--auth=scram-sha-256", "--encoding=UTF8"));
            command.addAll(List.of("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"));
            if (!durable) {
                command.add("--no-sync");
            }
            Process process = new ProcessBuilder(account.wrap(command))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                    .start();
            boolean ended = process.waitFor(Duration.ofMinutes(2));
            Files.delete(password);
            if (!ended || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new StartFailure("PostgreSQL could not create its data folder: "
                        + LogTail.lastErrorLine(log()).orElse("no output") + " (see " + log() + ")");
            }
            Files.move(aside, data);
        } catch (IOException e) {
            throw new StartFailure("PostgreSQL could not create its data folder " + data + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("PostgreSQL's start was interrupted.", e);
        }
    }

    /** After a crash the id in the file may by now belong to some other process, and PostgreSQL would refuse to start. */
    private void forgetStalePidFile() {
        Path file = data.resolve("postmaster.pid");
        try (Stream<String> lines = Files.exists(file) ? Files.lines(file) : Stream.empty()) {
            boolean stale = lines.findFirst()
                    .map(pid -> ProcessHandle.of(Long.parseLong(pid.strip()))
                            .flatMap(process -> process.info().command())
                            .filter(program -> program.endsWith("/postgres"))
                            .isEmpty())
                    .orElse(false);
            if (stale) {
                Files.delete(file);
            }
        } catch (IOException | NumberFormatException e) {
            throw new StartFailure("Could not read " + file + ": " + e.getMessage(), e);
        }
    }
}
