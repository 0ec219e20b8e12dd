package io.notificationhub.messaging;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.KafkaAdmin;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * Has Kafka create the topics that this service declares: before anything else starts if Kafka is there, else in the background, for as long as it
 * takes. Spring tries once and leaves it at that; whoever starts before Kafka would then send to topics that nobody creates.
 */
final class TopicDeclaration implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(TopicDeclaration.class);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);

    private final KafkaAdmin kafka;
    private final ObjectProvider<KafkaAdmin.NewTopics> topics;
    private Disposable declaring = Disposables.disposed();
    private boolean running;

    TopicDeclaration(KafkaAdmin kafka, ObjectProvider<KafkaAdmin.NewTopics> topics) {
        this.kafka = kafka;
        this.topics = topics;
    }

    /** Listeners that find their topics missing would look for them only every few seconds. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }

    @Override
    public synchronized void start() {
        running = true;
        if (topics.stream().findAny().isEmpty() || isDeclared()) {
            return;
        }
        log.warn(
                "The topics are not declared, because Kafka does not answer or refuses; this is tried until it is done");
        declaring = Mono.fromCallable(this::isDeclared)
                .subscribeOn(Schedulers.boundedElastic())
                .filter(declared -> declared)
                .switchIfEmpty(Mono.error(() -> new IllegalStateException("Not declared")))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_WAIT).maxBackoff(LONGEST_WAIT))
                .subscribe(declared -> log.info("The topics are declared"));
    }

    private boolean isDeclared() {
        try {
            return kafka.initialize();
        } catch (IllegalStateException e) {
            log.debug("The topics are not declared yet", e);
            return false;
        }
    }

    @Override
    public synchronized void stop() {
        running = false;
        declaring.dispose();
    }

    @Override
    public synchronized boolean isRunning() {
        return running;
    }
}
