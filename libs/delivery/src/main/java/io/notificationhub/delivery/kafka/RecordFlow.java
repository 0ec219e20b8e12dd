package io.notificationhub.delivery.kafka;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one topic with its own consumer and thread. At most {@code maxInFlight} records (plus one poll) are in work at once, fewer at the start
 * and while they take long, whatever partition they come from; a slow one delays only the records of its own key, which wait in memory up to a bound. An offset is committed only when everything before it is finished, so a crash
 * repeats records but loses none. A partition that is taken away, and the whole flow at its end, is drained first.
 */
public final class RecordFlow {
    private static final Logger log = LoggerFactory.getLogger(RecordFlow.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration GATHERING = Duration.ofMillis(10);
    private static final Duration POLL_WHEN_FULL = Duration.ofMillis(5);
    private static final Duration POLL_WHEN_IDLE = Duration.ofSeconds(1);
    /**
     * Times {@code maxInFlight}: how many records may be in memory, the most of them waiting behind one of their own key. Were they counted as
     * work, a few stalled recipients with much to come would take the place of everybody else's.
     */
    private static final int WAITING = 4;

    /** So many bytes of records in memory are enough, however few records they are. */
    private static final long MOST_BYTES = 16L << 20;

    /** Times {@code maxInFlight}: how far a partition is read ahead of its first unfinished record. */
    private static final int LONGEST_SPAN = 20;

    /** After so long without work a flow begins with few records again: what was fast then may be cold or crowded now. */
    private static final Duration RESTED = Duration.ofSeconds(5);

    private static final Duration RECONNECT = Duration.ofSeconds(1);
    private static final Duration LAST_COMMIT = Duration.ofSeconds(2);

    private final String topic;
    private final Supplier<Consumer<String, String>> consumers;
    private final RecordHandler handler;
    private final FlowSettings settings;
    private final Map<TopicPartition, PartitionWindow> windows = new ConcurrentHashMap<>();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable Consumer<String, String> current;
    private long lastCommit = System.nanoTime();
    private final InFlightLimit limit;
    private final AtomicInteger inWork = new AtomicInteger();
    private volatile long lastDone = System.nanoTime();

    public RecordFlow(
            String topic,
            Supplier<Consumer<String, String>> consumers,
            RecordHandler handler,
            FlowSettings settings,
            MeterRegistry metrics) {
        this.topic = topic;
        this.consumers = consumers;
        this.handler = handler;
        this.settings = settings;
        this.limit =
                new InFlightLimit(settings.maxInFlight(), settings.slowAfter().toNanos(), System.nanoTime());
        this.thread = Thread.ofPlatform().name("flow-" + topic).unstarted(this::run);
        Gauge.builder("hub.delivery.in.flight", this, RecordFlow::inFlight)
                .tag("topic", topic)
                .register(metrics);
        Gauge.builder("hub.delivery.in.flight.limit", limit, InFlightLimit::get)
                .tag("topic", topic)
                .register(metrics);
    }

    /** Begins to read. */
    public void start() {
        thread.start();
    }

    /** Stops taking records, finishes what is in work within the settings' limit, commits, and leaves the group. */
    public void stop() {
        stopping.countDown();
        Consumer<String, String> consumer = current;
        if (consumer != null) {
            consumer.wakeup();
        }
        try {
            thread.join(settings.drainOnStop().plusSeconds(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the reading thread lives. */
    public boolean isRunning() {
        return thread.isAlive();
    }

    private int inFlight() {
        return windows.values().stream().mapToInt(PartitionWindow::unfinished).sum();
    }

    private boolean isFull() {
        return inWork.get() >= limit.get()
                || inFlight() >= settings.maxInFlight() * WAITING
                || windows.values().stream().mapToLong(PartitionWindow::bytes).sum() >= MOST_BYTES;
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    private void run() {
        while (!isStopping()) {
            try (Consumer<String, String> consumer = consumers.get()) {
                current = consumer;
                consumer.subscribe(List.of(topic), new Drain(consumer));
                read(consumer);
            } catch (KafkaException e) {
                log.error("Reading {} failed, trying again", topic, e);
                windows.clear();
                pauseBeforeReconnect();
            } finally {
                current = null;
            }
        }
    }

    private void pauseBeforeReconnect() {
        try {
            boolean stopped = stopping.await(RECONNECT.toMillis(), TimeUnit.MILLISECONDS);
            log.debug("Reconnecting, stopped: {}", stopped);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping.countDown();
        }
    }

    private void read(Consumer<String, String> consumer) {
        try {
            while (!isStopping()) {
                boolean full = isFull();
                pauseWhatIsFull(consumer, full);
                ConsumerRecords<String, String> polled = consumer.poll(patience(full));
                if (isRested()) {
                    limit.restart();
                }
                for (ConsumerRecord<String, String> message : polled) {
                    window(message).admit(message);
                }
                commitIfDue(consumer);
                gather(polled.count());
            }
        } catch (WakeupException e) {
            log.debug("Woken to stop reading {}", topic);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping.countDown();
        }
        drain(consumer, windows.keySet(), settings.drainOnStop());
    }

    /** Records that trickle in are given a moment to become more: a fetch costs Kafka and this process nearly the same for one as for many. */
    private void gather(int polled) throws InterruptedException {
        if (polled > 0 && polled < settings.maxPoll()) {
            boolean stopped = stopping.await(GATHERING.toMillis(), TimeUnit.MILLISECONDS);
            log.trace("Gathered, stopped: {}", stopped);
        }
    }

    private boolean isRested() {
        return inWork.get() == 0 && System.nanoTime() - lastDone > RESTED.toNanos();
    }

    /** A poll ends when records come; its limit is there for what else is to be done meanwhile. */
    private Duration patience(boolean full) {
        if (full) {
            return POLL_WHEN_FULL;
        }
        return windows.values().stream().allMatch(PartitionWindow::isSettled) ? POLL_WHEN_IDLE : POLL;
    }

    /** A partition whose first record stalls is read ahead of it only so far: what is finished behind it has to be remembered. */
    private void pauseWhatIsFull(Consumer<String, String> consumer, boolean all) {
        for (TopicPartition partition : consumer.assignment()) {
            PartitionWindow window = windows.get(partition);
            boolean ahead = window != null && window.span() >= settings.maxInFlight() * LONGEST_SPAN;
            boolean paused = consumer.paused().contains(partition);
            if ((all || ahead) && !paused) {
                consumer.pause(List.of(partition));
            } else if (!all && !ahead && paused) {
                consumer.resume(List.of(partition));
            }
        }
    }

    private PartitionWindow window(ConsumerRecord<String, String> message) {
        TopicPartition partition = new TopicPartition(message.topic(), message.partition());
        return windows.computeIfAbsent(partition, key -> {
            PartitionWindow[] self = new PartitionWindow[1];
            self[0] = new PartitionWindow(slot -> begin(self[0], slot));
            return self[0];
        });
    }

    private void begin(PartitionWindow window, PartitionWindow.Slot slot) {
        long begun = System.nanoTime();
        inWork.incrementAndGet();
        handler.handle(slot.message())
                .subscribe(
                        nothing -> {},
                        error -> log.error(
                                "A handler of {} broke its promise not to fail; offset {} stays uncommitted",
                                topic,
                                slot.offset(),
                                error),
                        () -> {
                            done(begun);
                            window.finished(slot);
                        });
    }

    private void done(long begun) {
        long now = System.nanoTime();
        lastDone = now;
        limit.done(now, now - begun, inWork.getAndDecrement());
    }

    private void commitIfDue(Consumer<String, String> consumer) {
        long now = System.nanoTime();
        if (now - lastCommit < settings.commitInterval().toNanos()) {
            return;
        }
        lastCommit = now;
        Map<TopicPartition, OffsetAndMetadata> offsets = toCommit(windows.keySet());
        if (!offsets.isEmpty()) {
            consumer.commitAsync(offsets, (committed, error) -> {
                if (error != null) {
                    log.warn("Commit of {} failed and will be repeated: {}", topic, error.toString());
                    forgetCommit(committed.keySet());
                }
            });
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> toCommit(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (TopicPartition partition : partitions) {
            PartitionWindow window = windows.get(partition);
            if (window != null) {
                window.toCommit().ifPresent(offset -> offsets.put(partition, new OffsetAndMetadata(offset)));
            }
        }
        return offsets;
    }

    private void forgetCommit(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            PartitionWindow window = windows.get(partition);
            if (window != null) {
                window.commitFailed();
            }
        }
    }

    private void drain(Consumer<String, String> consumer, Collection<TopicPartition> partitions, Duration limit) {
        List<TopicPartition> leaving = List.copyOf(partitions);
        List<PartitionWindow> affected =
                leaving.stream().filter(windows::containsKey).map(windows::get).toList();
        affected.forEach(PartitionWindow::close);
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            for (PartitionWindow window : affected) {
                if (!window.awaitIdle(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
                    log.warn("{} records of {} were not finished in time and will be read again", inFlight(), topic);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // An asynchronous commit may still be on its way and fail: what leaves is committed again, and waited for.
        forgetCommit(leaving);
        Map<TopicPartition, OffsetAndMetadata> offsets = toCommit(leaving);
        if (!offsets.isEmpty()) {
            commitLast(consumer, offsets);
        }
        leaving.forEach(windows::remove);
    }

    private void commitLast(Consumer<String, String> consumer, Map<TopicPartition, OffsetAndMetadata> offsets) {
        try {
            consumer.commitSync(offsets, LAST_COMMIT);
        } catch (WakeupException e) {
            log.debug("The call to stop reading {} came during the last commit", topic);
            commitLast(consumer, offsets);
        } catch (KafkaException e) {
            log.warn("The last commit of {} failed, records will be read again: {}", topic, e.toString());
        }
    }

    /** Finishes what was begun before a partition goes to another consumer. */
    private final class Drain implements ConsumerRebalanceListener {
        private final Consumer<String, String> consumer;

        Drain(Consumer<String, String> consumer) {
            this.consumer = consumer;
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            drain(consumer, partitions, settings.drainOnRevoke());
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            log.info("{} reads {} more partitions", topic, partitions.size());
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            for (TopicPartition partition : partitions) {
                PartitionWindow window = windows.remove(partition);
                if (window != null) {
                    window.close();
                }
            }
        }
    }
}
