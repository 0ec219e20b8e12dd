package io.notificationhub.intake.profile;

import io.micrometer.core.instrument.MeterRegistry;
import io.notificationhub.contracts.ProfileChanged;
import io.notificationhub.intake.batch.Batcher;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Profiles as the decision reads them. Concurrent reads share a statement. */
public final class Profiles {
    private static final Logger log = LoggerFactory.getLogger(Profiles.class);

    private static final Duration GATHERING = Duration.ofMillis(2);

    /** Longest wait for the store. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ProfileCopies copies;
    private final ProfileOwner owner;
    private final Batcher<String, Optional<ProfileChanged>> reads;
    private final Map<String, Mono<Lookup>> fetches = new ConcurrentHashMap<>();
    private final MeterRegistry metrics;

    Profiles(ProfileCopies copies, ProfileOwner owner, MeterRegistry metrics) {
        this.copies = copies;
        this.owner = owner;
        this.metrics = metrics;
        this.reads = new Batcher<>("profile-reads", 128, 2, 20_000, GATHERING, PATIENCE, this::readAll, metrics);
    }

    /** What is known of a recipient. */
    public sealed interface Lookup {
        /** The profile, perhaps erased. */
        record Found(ProfileChanged profile) implements Lookup {}

        /** Nobody knows the recipient. */
        record Unknown() implements Lookup {}

        /** The copy lacks the recipient and its owner can't be asked. */
        record Unavailable() implements Lookup {}
    }

    /** The copy, or what the owner says about a recipient that the copy lacks. */
    public Mono<Lookup> find(String recipientId) {
        return reads.submit(recipientId)
                .flatMap(copy -> copy.<Mono<Lookup>>map(profile -> Mono.just(new Lookup.Found(profile)))
                        .orElseGet(() -> refresh(recipientId)));
    }

    /** The copy alone, read in the caller's transaction; empty if it lacks the recipient. */
    public Mono<ProfileChanged> copy(String recipientId) {
        return copies.read(List.of(recipientId)).flatMap(found -> Mono.justOrEmpty(found.get(recipientId)));
    }

    /** What the owner says now; the copy takes it over if it is newer. Callers that ask for one recipient at once share one call. */
    public Mono<Lookup> refresh(String recipientId) {
        return Mono.defer(() -> fetches.computeIfAbsent(
                recipientId,
                id -> fetch(id).doFinally(signal -> fetches.remove(id)).cache()));
    }

    private Mono<Lookup> fetch(String recipientId) {
        return owner.fetch(recipientId)
                .flatMap(profile ->
                        copies.apply(List.of(profile)).timeout(PATIENCE).thenReturn(profile))
                .<Lookup>map(Lookup.Found::new)
                .defaultIfEmpty(new Lookup.Unknown())
                .onErrorResume(error -> {
                    metrics.counter("hub.profile.unavailable").increment();
                    log.debug("A profile can't be fetched: {}", error.toString());
                    return Mono.just(new Lookup.Unavailable());
                });
    }

    private Mono<List<Optional<ProfileChanged>>> readAll(List<String> recipientIds) {
        return copies.read(new HashSet<>(recipientIds))
                .map(found -> recipientIds.stream()
                        .map(id -> Optional.ofNullable(found.get(id)))
                        .toList());
    }
}
