package io.notificationhub.delivery.worker;

import io.micrometer.core.instrument.MeterRegistry;
import io.notificationhub.contracts.Hygiene;
import io.notificationhub.contracts.ReceiptRecorded.Receipt;
import io.notificationhub.contracts.ReceiptReported;
import io.notificationhub.delivery.OpenMessage;
import io.notificationhub.delivery.ReceiptSource;
import io.notificationhub.delivery.VendorReceipt;
import io.notificationhub.delivery.kernel.OpenMessages;
import io.notificationhub.messaging.EventPublisher;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Asks vendors what became of the messages that they accepted, and publishes what they say: at least once per message, and only then asks no more.
 * Replicas share the messages.
 */
final class ReceiptPoller implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(ReceiptPoller.class);
    private static final Duration PAUSE = Duration.ofMillis(250);
    /** Nothing is asked for the first time before it is seconds old, so nobody waits for this. */
    private static final Duration PAUSE_WHEN_NOTHING_IS_DUE = Duration.ofSeconds(1);

    private static final int ROUNDS_A_SECOND = 4;
    private static final int AT_ONCE = 16;
    /** A replica that dies in the middle leaves its messages to the others after this time. */
    private static final Duration LEASE = Duration.ofMinutes(1);

    private static final Duration TIME_LIMIT = Duration.ofSeconds(5);

    private final List<ReceiptSource> sources;
    private final OpenMessages open;
    private final EventPublisher events;
    private final ReceiptProperties properties;
    private final Clock clock;
    private final MeterRegistry metrics;
    private volatile @Nullable Disposable work;

    ReceiptPoller(
            List<ReceiptSource> sources,
            OpenMessages open,
            EventPublisher events,
            ReceiptProperties properties,
            Clock clock,
            MeterRegistry metrics) {
        this.sources = List.copyOf(sources);
        this.open = open;
        this.events = events;
        this.properties = properties;
        this.clock = clock;
        this.metrics = metrics;
    }

    @Override
    public void start() {
        work = Flux.fromIterable(sources)
                .flatMap(source -> Mono.defer(() -> round(source))
                        .onErrorResume(error -> {
                            log.warn("Asking {} for receipts failed", source.vendor(), error);
                            return Mono.just(PAUSE);
                        })
                        .flatMap(Mono::delay)
                        .repeat())
                .subscribe();
    }

    @Override
    public void stop() {
        Disposable running = work;
        if (running != null) {
            running.dispose();
        }
        work = null;
    }

    @Override
    public boolean isRunning() {
        return work != null;
    }

    /** Answers how long to wait for the next one. */
    private Mono<Duration> round(ReceiptSource source) {
        return open.due(source.vendor(), properties.perSecond() / ROUNDS_A_SECOND, LEASE)
                .flatMap(messages -> Flux.fromIterable(messages)
                        .flatMap(message -> ask(source, message), AT_ONCE)
                        .then(Mono.just(messages.isEmpty() ? PAUSE_WHEN_NOTHING_IS_DUE : PAUSE)));
    }

    private Mono<Void> ask(ReceiptSource source, OpenMessage message) {
        Duration age = Duration.between(message.acceptedAt(), clock.instant());
        if (age.compareTo(properties.giveUpAfter()) > 0) {
            metrics.counter("hub.receipts.given.up", "vendor", source.vendor()).increment();
            return open.close(source.vendor(), message);
        }
        return source.receipt(message)
                .timeout(TIME_LIMIT)
                .flatMap(receipt -> events.publish(report(source, message, receipt), null)
                        .then(open.close(source.vendor(), message))
                        .thenReturn(true))
                .onErrorResume(error -> {
                    metrics.counter("hub.receipts.failures", "vendor", source.vendor())
                            .increment();
                    log.debug(
                            "{} can't be asked about attempt {}: {}",
                            source.vendor(),
                            message.attemptId(),
                            error.toString());
                    return Mono.empty();
                })
                .switchIfEmpty(Mono.defer(() -> open.putOff(source.vendor(), message, properties.wait(age))
                        .thenReturn(false)))
                .then();
    }

    private ReceiptReported report(ReceiptSource source, OpenMessage message, VendorReceipt receipt) {
        metrics.counter(
                        "hub.receipts.polled",
                        "vendor",
                        source.vendor(),
                        "receipt",
                        receipt.getClass().getSimpleName().toUpperCase(Locale.ROOT))
                .increment();
        return switch (receipt) {
            case VendorReceipt.Delivered(String vendorCode) ->
                new ReceiptReported(
                        message.attemptId(),
                        source.vendor(),
                        message.vendorMessageId(),
                        Receipt.DELIVERED,
                        vendorCode,
                        null,
                        false,
                        Hygiene.NONE,
                        clock.instant());
            case VendorReceipt.Failed(String vendorCode, String reason, boolean unreachable, Hygiene hygiene) ->
                new ReceiptReported(
                        message.attemptId(),
                        source.vendor(),
                        message.vendorMessageId(),
                        Receipt.FAILED,
                        vendorCode,
                        reason,
                        unreachable,
                        hygiene,
                        clock.instant());
        };
    }
}
