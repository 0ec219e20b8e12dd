package io.notificationhub.messaging;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.kafka.core.KafkaTemplate;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Sends records on a thread per topic. Kafka's producer blocks its caller while it doesn't know the topic or its buffer is full, and only its own I/O
 * thread can end that. What follows a send must not stay on that thread: a send made from there waits for itself, and everything that is sent waits with
 * it. A topic that is missing holds up no other.
 */
final class KafkaSends implements DisposableBean {
    private static final int LONGEST_LINE = 100_000;
    private static final int IDLE_SECONDS = 60;

    private final KafkaTemplate<String, String> kafka;
    private final Map<String, Scheduler> lines = new ConcurrentHashMap<>();

    KafkaSends(KafkaTemplate<String, String> kafka) {
        this.kafka = kafka;
    }

    /** Completes, on a thread that may not block either, when all in-sync replicas have the record. */
    Mono<Void> send(ProducerRecord<String, String> out) {
        return Mono.fromFuture(() -> kafka.send(out))
                .then()
                .subscribeOn(line(out.topic()))
                .publishOn(Schedulers.parallel());
    }

    private Scheduler line(String topic) {
        return lines.computeIfAbsent(topic, KafkaSends::newLine);
    }

    /** Not one of Reactor's elastic ones, which keep a timetable: this is on the way of every message. */
    private static Scheduler newLine(String topic) {
        ThreadPoolExecutor thread = new ThreadPoolExecutor(
                1,
                1,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(LONGEST_LINE),
                Thread.ofPlatform().daemon().name("kafka-send-" + topic).factory());
        thread.allowCoreThreadTimeOut(true);
        return Schedulers.fromExecutorService(thread);
    }

    @Override
    public void destroy() {
        lines.values().forEach(Scheduler::dispose);
    }
}
