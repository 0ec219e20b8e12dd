package io.notificationhub.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.notificationhub.contracts.EventJson;
import io.notificationhub.contracts.TemplateChanged;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TemplateRaceTest extends TemplateServiceTest {
    private static final int CALLS = 20;

    @Test
    void oneOfManyConcurrentCreatesWins() throws Exception {
        List<Integer> statuses = atOnce(i -> () -> post(TEMPLATES, template("titleTemplate", "by " + i))
                .expectBody()
                .returnResult()
                .getStatus()
                .value());

        assertThat(statuses).containsOnly(201, 409);
        assertThat(statuses).filteredOn(status -> status == 201).hasSize(1);
        assertThat(events()).hasSize(1);
    }

    @Test
    void everyConcurrentRevisionIsKeptWithANumberOfItsOwn() throws Exception {
        String id = created(template());

        List<Integer> statuses = atOnce(i -> () -> put(id, Map.of("titleTemplate", "by " + i, "bodyTemplate", "b"))
                .expectBody()
                .returnResult()
                .getStatus()
                .value());

        assertThat(statuses).containsOnly(200);
        List<String> titles =
                texts("SELECT title_template FROM template_revision WHERE revision > 1 AND template_id = '" + id + "'");
        assertThat(titles)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, CALLS).mapToObj(i -> "by " + i).toList());
        assertThat(count("SELECT revision::bigint FROM template WHERE id = '" + id + "'"))
                .isEqualTo(CALLS + 1);
        List<TemplateChanged> events = events();
        assertThat(new HashSet<>(events.stream().map(TemplateChanged::revision).toList()))
                .hasSize(CALLS + 1);
        assertThat(events).isSortedAccordingTo((a, b) -> Integer.compare(a.revision(), b.revision()));
    }

    private static <T> List<T> atOnce(IntFunction<Callable<T>> call) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> results = new ArrayList<>();
            for (int i = 0; i < CALLS; i++) {
                Callable<T> one = call.apply(i);
                results.add(threads.submit(() -> {
                    start.await();
                    return one.call();
                }));
            }
            start.countDown();
            List<T> answers = new ArrayList<>();
            for (Future<T> result : results) {
                answers.add(result.get());
            }
            return answers;
        }
    }

    /** In the order in which the relay publishes them. */
    private List<TemplateChanged> events() {
        return texts("SELECT payload FROM outbox WHERE key = '" + key + "/ko-kr/EMAIL' ORDER BY available_at, id")
                .stream()
                .map(payload -> EventJson.read(payload, TemplateChanged.class))
                .toList();
    }
}
