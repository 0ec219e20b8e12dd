package io.notificationhub.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** The parts of one stack while it runs. */
final class StackRun {
    private static final Duration REPORT_EVERY = Duration.ofSeconds(5);

    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Progress progress;
    private final PostgresServer postgres;
    private final RedisServer redis;
    private final KafkaBroker kafka;
    private final List<ServiceProcess> services;

    StackRun(HubFolders folders, StackSettings settings, Progress progress) {
        this.progress = progress;
        Ports ports = settings.ports();
        Binaries binaries = new Binaries(folders.binaries(), Platform.current());
        postgres = new PostgresServer(
                binaries,
                ports.of("postgres"),
                folders.data().resolve("postgres"),
                folders.state(),
                folders.logs(),
                true);
        redis = new RedisServer(
                binaries, ports.of("redis"), folders.data().resolve("redis"), folders.state(), folders.logs());
        kafka = new KafkaBroker(
                ports.of("kafka"),
                ports.of("kafka-controller"),
                folders.data().resolve("kafka"),
                folders.state(),
                folders.logs(),
                settings.flags("kafka", "320m"),
                new FastStart(folders.apps().resolve("kafka"), settings.fastStart()));
        services = settings.services().stream()
                .map(spec -> new ServiceProcess(spec, folders, settings))
                .toList();
    }

    /**
     * Starts everything, what does not depend on each other side by side.
     *
     * @throws StartFailure as soon as one part cannot be started
     */
    void start() throws InterruptedException {
        servers().forEach(server -> progress.waiting(server.name(), server.port()));
        CompletableFuture<?> now = CompletableFuture.completedFuture(null);
        Watch database = watch(postgres, now, () -> HubDatabase.prepare(postgres));
        Watch cache = watch(redis, now, () -> {});
        Watch broker = watch(kafka, now, () -> {});
        CompletableFuture<?> infrastructure = CompletableFuture.allOf(database.ready(), cache.ready(), broker.ready());

        List<Watch> watches = new ArrayList<>(List.of(database, cache, broker));
        List<Watch> started = new ArrayList<>();
        // More JVMs at once would only take the processors from each other.
        int atOnce = Runtime.getRuntime().availableProcessors() + 2;
        for (ServiceProcess service : services) {
            CompletableFuture<?> servers = service.spec().needsServers() ? infrastructure : now;
            CompletableFuture<?> turn = started.size() < atOnce
                    ? now
                    : started.get(started.size() - atOnce).ready();
            started.add(watch(service, CompletableFuture.allOf(servers, turn), () -> {}));
        }
        watches.addAll(started);
        awaitAll(watches);
    }

    private Watch watch(LocalServer server, CompletableFuture<?> needs, Runnable preparation) {
        Watch watch = new Watch(server, needs, preparation, closing, progress);
        Thread.ofPlatform().name("watch-" + server.name()).daemon().start(watch);
        return watch;
    }

    private void awaitAll(List<Watch> watches) throws InterruptedException {
        CompletableFuture<?> all =
                CompletableFuture.allOf(watches.stream().map(Watch::ready).toArray(CompletableFuture<?>[]::new));
        CompletableFuture<Object> firstFailure = new CompletableFuture<>();
        watches.forEach(watch -> watch.ready().exceptionally(failure -> {
            firstFailure.completeExceptionally(failure);
            return null;
        }));
        CompletableFuture<Object> outcome = CompletableFuture.anyOf(all, firstFailure);
        while (true) {
            try {
                outcome.get(REPORT_EVERY.toMillis(), TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException e) {
                progress.stillWaiting();
            } catch (ExecutionException e) {
                throw failure(e);
            }
        }
    }

    private static StartFailure failure(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof StartFailure failure) {
                return failure;
            }
        }
        return new StartFailure("The start failed: " + thrown, thrown);
    }

    /** Those among the services that record what will make the next start faster. */
    List<String> recording() {
        return services.stream()
                .filter(ServiceProcess::recordsFastStart)
                .map(LocalServer::name)
                .toList();
    }

    /** Waits until all parts are stopped. */
    void awaitClosed() throws InterruptedException {
        closed.await();
    }

    /** Whether the end has begun. */
    boolean ending() {
        return closing.getCount() == 0;
    }

    /** Stops all parts, users before what they use. */
    void close() {
        progress.ending();
        closing.countDown();
        List<LocalServer> doors = new ArrayList<>();
        List<LocalServer> inner = new ArrayList<>();
        List<LocalServer> outside = new ArrayList<>();
        for (ServiceProcess service : services) {
            switch (service.spec().shortArtifact()) {
                case "gateway" -> doors.add(service);
                case "simulator" -> outside.add(service);
                default -> inner.add(service);
            }
        }
        Stream.of(doors, inner, outside, List.of(kafka, redis), List.of(postgres))
                .forEach(this::stopTogether);
        closed.countDown();
    }

    private void stopTogether(List<? extends LocalServer> servers) {
        List<Thread> threads = servers.stream()
                .map(server -> Thread.ofPlatform().start(() -> {
                    boolean ran = server.alive();
                    server.retire();
                    if (ran) {
                        progress.stopped(server.name());
                    }
                }))
                .toList();
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private List<LocalServer> servers() {
        return Stream.concat(Stream.of(postgres, redis, kafka), services.stream())
                .toList();
    }
}
