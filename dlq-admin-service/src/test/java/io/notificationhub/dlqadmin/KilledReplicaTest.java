package io.notificationhub.dlqadmin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.SmartLifecycle;
import tools.jackson.databind.JsonNode;

/** A process of its own works on a bulk job and is killed; this one, which has looked on, finishes it. */
class KilledReplicaTest extends DeskTest {
    private static final int LETTERS = 3_000;
    private static final int OPEN = LETTERS * 8 / 10;

    private final String cause = "killed-" + UUID.randomUUID();

    @Autowired
    @Qualifier("bulkRunner")
    private SmartLifecycle ownRunner;

    @AfterEach
    void leaveNothing() {
        if (!ownRunner.isRunning()) {
            ownRunner.start();
        }
        database.sql("DELETE FROM dead_letter WHERE vendor_code = :cause")
                .bind("cause", cause)
                .then()
                .block();
    }

    @Test
    void everyLetterIsDecidedOnceThoughAReplicaIsKilledInTheMiddle() throws Exception {
        CountDownLatch looksOn = new CountDownLatch(1);
        ownRunner.stop(looksOn::countDown);
        assertThat(looksOn.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        ManyLetters.between(0, LETTERS - 1, LETTERS, cause).into(database).block();
        JsonNode started = answer(post(
                DLQ + "/bulk-discard",
                Map.of("filter", Map.of("vendorCode", cause), "confirm", true, "reason", "sold out")));
        UUID jobId = UUID.fromString(started.path("jobId").asString());
        assertThat(started.path("estimatedCount").asInt()).isEqualTo(OPEN);

        Process other = replicaOfItsOwn();
        try {
            await().atMost(PATIENCE.multipliedBy(3))
                    .pollInterval(20, TimeUnit.MILLISECONDS)
                    .until(() -> processed(jobId) > OPEN / 10);
        } finally {
            other.destroyForcibly().waitFor();
        }
        int atKill = processed(jobId);
        assertThat(atKill).isLessThan(OPEN);
        ownRunner.start();

        await().atMost(PATIENCE.multipliedBy(2))
                .until(() -> !job(jobId).path("state").asString().equals("RUNNING"));
        JsonNode job = job(jobId);
        assertThat(job.path("state").asString()).as("%s", job).isEqualTo("SUCCEEDED");
        assertThat(job.path("successCount").asInt()).isEqualTo(OPEN);
        assertThat(job.path("failureCount").asInt()).isZero();
        assertThat(entries("count(*)", jobId)).isEqualTo(OPEN);
        assertThat(entries("count(DISTINCT attempt_id)", jobId)).isEqualTo(OPEN);
        assertThat(count(
                        "SELECT count(*) AS n FROM outbox JOIN dead_letter ON key = attempt_id::text WHERE vendor_code = :cause",
                        Map.of("cause", cause)))
                .isEqualTo(OPEN);
    }

    private int processed(UUID jobId) {
        return job(jobId).path("processedCount").asInt();
    }

    private JsonNode job(UUID jobId) {
        return get(DLQ + "/bulk-jobs/" + jobId);
    }

    private long entries(String what, UUID jobId) {
        return count(
                "SELECT " + what + " AS n FROM audit_entry WHERE job_id = :job AND action = 'DLQ_DISCARD'",
                Map.of("job", jobId));
    }

    /** Reads no topics: Kafka would wait for the killed one for a while. */
    private static Process replicaOfItsOwn() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                DlqAdminApplication.class.getName()));
        command.addAll(List.of(arguments()));
        command.add("--spring.kafka.listener.auto-startup=false");
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target", "killed-replica.log").toFile())
                .start();
    }
}
