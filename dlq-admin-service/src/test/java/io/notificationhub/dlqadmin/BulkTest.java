package io.notificationhub.dlqadmin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.notificationhub.contracts.ErrorClass;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;

class BulkTest extends DeskTest {

    @Test
    void withoutConfirmationNothingHappensButACount() {
        String cause = raiseGroup(12, 0);

        JsonNode answer = answer(post(DLQ + "/bulk-replay", Map.of("vendorCode", cause)));

        assertThat(answer.path("mode").asString()).isEqualTo("DRY_RUN");
        assertThat(answer.path("estimatedCount").asInt()).isEqualTo(12);
        assertThat(answer.path("sampleAttemptIds").size()).isEqualTo(10);
        assertThat(answer.has("jobId")).isTrue();
        assertThat(answer.path("jobId").isNull()).isTrue();
        assertThat(inStatus(cause, "EXHAUSTED")).isEqualTo(12);
        JsonNode entry = get("/api/v1/admin/audit?action=DLQ_BULK_REPLAY_DRYRUN")
                .path("items")
                .get(0);
        assertThat(entry.path("filter").path("vendorCode").asString()).isEqualTo(cause);
        assertThat(entry.path("counts").path("estimated").asInt()).isEqualTo(12);
    }

    @Test
    void replaysAGroupLetterByLetterAndSaysWhatItCouldNotDo() {
        String cause = raiseGroup(20, 3);

        UUID jobId = execute("bulk-replay", cause, Map.of());

        JsonNode job = awaitEnd(jobId);
        assertThat(job.path("state").asString()).isEqualTo("PARTIAL_FAILURE");
        assertThat(job.path("totalCount").asInt()).isEqualTo(23);
        assertThat(job.path("processedCount").asInt()).isEqualTo(23);
        assertThat(job.path("successCount").asInt()).isEqualTo(20);
        assertThat(job.path("failureCount").asInt()).isEqualTo(3);
        assertThat(job.path("firstError").asString()).contains("AMBIGUOUS");
        assertThat(inStatus(cause, "REPLAYED")).isEqualTo(20);
        assertThat(eventsOf(cause)).isEqualTo(20);
        JsonNode finish = get("/api/v1/admin/audit?action=DLQ_BULK_REPLAY_FINISH")
                .path("items")
                .get(0);
        assertThat(finish.path("jobId").asString()).isEqualTo(jobId.toString());
        assertThat(finish.path("counts").path("success").asInt()).isEqualTo(20);
        assertThat(count(
                        "SELECT count(*) AS n FROM audit_entry WHERE job_id = :id AND action = 'DLQ_REPLAY'",
                        Map.of("id", jobId)))
                .isEqualTo(20);
    }

    @Test
    void discardsAGroupAndAllRefusedIsAFailure() {
        String cause = raiseGroup(0, 4);

        assertThat(awaitEnd(execute("bulk-replay", cause, Map.of()))
                        .path("state")
                        .asString())
                .isEqualTo("FAILED");
        assertThat(awaitEnd(execute("bulk-discard", cause, Map.of()))
                        .path("state")
                        .asString())
                .isEqualTo("SUCCEEDED");

        assertThat(inStatus(cause, "DISCARDED")).isEqualTo(4);
    }

    @Test
    void cancelStopsARunningJobOnce() {
        String cause = raiseGroup(30, 0);
        UUID jobId = execute("bulk-discard", cause, Map.of("ratePerSecond", 5));
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(job(jobId).path("processedCount").asInt()).isPositive());

        JsonNode cancelled = answer(post(DLQ + "/bulk-jobs/" + jobId + "/cancel", Map.of()));

        assertThat(cancelled.path("state").asString()).isEqualTo("CANCELLED");
        expectRefusal(
                post(DLQ + "/bulk-jobs/" + jobId + "/cancel", Map.of()), HttpStatus.CONFLICT, "ILLEGAL_DLQ_OPERATION");
        assertThat(cancelled.path("processedCount").asLong()).isLessThan(30).isEqualTo(inStatus(cause, "DISCARDED"));
        assertThat(count("SELECT count(*) AS n FROM bulk_job_item WHERE job_id = :id", Map.of("id", jobId)))
                .isZero();
    }

    /** One replica works on four jobs at most, so with six of them both have some when one stops. */
    @Test
    void replicasShareTheJobsAndFinishThoseOfOneThatStops() {
        List<String> causes = Stream.generate(() -> raiseGroup(15, 0)).limit(6).toList();
        List<UUID> jobs;
        try (ConfigurableApplicationContext other = anotherReplica()) {
            assertThat(other.isRunning()).isTrue();
            jobs = causes.stream()
                    .map(cause -> execute("bulk-replay", cause, Map.of("ratePerSecond", 5)))
                    .toList();
            jobs.forEach(jobId -> await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(job(jobId).path("processedCount").asInt())
                                    .isPositive()));
        }

        jobs.forEach(jobId ->
                assertThat(awaitEnd(jobId).path("successCount").asInt()).isEqualTo(15));
        assertThat(causes).allSatisfy(cause -> assertThat(eventsOf(cause)).isEqualTo(15));
    }

    @Test
    void anotherReplicaGoesOnWithAJobWhoseReplicaDied() {
        String cause = raiseGroup(15, 0);
        UUID jobId = execute("bulk-replay", cause, Map.of("ratePerSecond", 5));
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(job(jobId).path("processedCount").asInt()).isPositive());
        // What a kill -9 leaves: the job still leased for a while, to someone who does nothing any more.
        database.sql(
                        "UPDATE bulk_job SET lease_owner = :dead, lease_until = clock_timestamp() + interval '1 second' WHERE job_id = :id")
                .bind("dead", new UUID(0, 666))
                .bind("id", jobId)
                .then()
                .block();

        JsonNode job = awaitEnd(jobId);

        assertThat(job.path("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(job.path("successCount").asInt()).isEqualTo(15);
        assertThat(eventsOf(cause)).isEqualTo(15);
    }

    @Test
    void skipsALetterThatCameBackWhileTheJobRan() {
        String cause = raiseGroup(0, 0);
        Letter letter = letter().because(ErrorClass.TRANSIENT, cause);
        raise(letter);
        UUID jobId = new UUID(42, letter.attemptId().getLeastSignificantBits());
        database.sql("""
                        WITH job AS (INSERT INTO bulk_job (job_id, operation, state, reason, operator, client_ip, filter, total_count, started_at)
                            VALUES (:id, 'REPLAY', 'RUNNING', 'r', 'kim', 'ip', '{}', 1, now()))
                        INSERT INTO bulk_job_item VALUES (:id, :attempt, 4)
                        """)
                .bind("id", jobId)
                .bind("attempt", letter.attemptId())
                .then()
                .block();

        JsonNode job = awaitEnd(jobId);

        assertThat(job.path("failureCount").asInt()).isEqualTo(1);
        assertThat(status(letter.attemptId())).isEqualTo("EXHAUSTED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"confirm\":true}",
                "{\"confirm\":true,\"reason\":\" \"}",
                "{\"confirm\":\"true\",\"reason\":\"r\"}",
                "{\"channel\":\"PIGEON\"}",
                "{\"filter\":{\"channel\":\"PIGEON\"}}",
                "{\"filter\":{\"chanel\":\"SMS\"}}",
                "{\"chanel\":\"SMS\"}",
                "{\"vendorCode\":5}",
                "{\"filter\":[]}",
                "{\"filter\":{\"channel\":\"SMS\"},\"channel\":\"EMAIL\"}",
                "{\"status\":\"DISCARDED\"}",
                "{\"ratePerSecond\":0}",
                "{\"from\":\"now\"}",
                "[]",
                ""
            })
    void refusesAFilterItDoesNotUnderstand(String body) {
        expectRefusal(
                http.post()
                        .uri(DLQ + "/bulk-discard")
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(body)
                        .exchange(),
                HttpStatus.BAD_REQUEST,
                "INVALID_REQUEST");
    }

    /** Letters that share a vendor code of their own, which is returned. */
    private String raiseGroup(int plain, int ambiguous) {
        String cause = "cause-" + letter().attemptId();
        List<Letter> group = new ArrayList<>();
        letters(plain).forEach(each -> group.add(each.because(ErrorClass.TRANSIENT, cause)));
        letters(ambiguous).forEach(each -> group.add(each.because(ErrorClass.AMBIGUOUS, cause)));
        raise(group);
        return cause;
    }

    private UUID execute(String operation, String cause, Map<String, Object> more) {
        Map<String, Object> body = new HashMap<>(more);
        body.putAll(Map.of("filter", Map.of("vendorCode", cause), "confirm", true, "reason", "vendor is back"));
        JsonNode answer = answer(post(DLQ + "/" + operation, body));
        assertThat(answer.path("mode").asString()).isEqualTo("EXECUTING");
        return UUID.fromString(answer.path("jobId").asString());
    }

    private JsonNode job(UUID jobId) {
        return get(DLQ + "/bulk-jobs/" + jobId);
    }

    private JsonNode awaitEnd(UUID jobId) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(job(jobId).path("state").asString()).isNotEqualTo("RUNNING"));
        JsonNode job = job(jobId);
        assertThat(job.has("finishedAt")).isTrue();
        return job;
    }

    private long inStatus(String cause, String status) {
        return count(
                "SELECT count(*) AS n FROM dead_letter WHERE vendor_code = :cause AND status = :status",
                Map.of("cause", cause, "status", status));
    }

    private long eventsOf(String cause) {
        return count(
                "SELECT count(*) AS n FROM outbox JOIN dead_letter ON key = attempt_id::text WHERE vendor_code = :cause",
                Map.of("cause", cause));
    }
}
