package io.notificationhub.dlqadmin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.Topics;
import io.notificationhub.dlqadmin.letter.DeskStatus;
import io.notificationhub.testkit.SharedInfrastructure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

class DeskInboxTest extends DeskTest {

    @ParameterizedTest
    @EnumSource
    void keepsTheLettersOfEveryChannel(Channel channel) {
        Letter letter = letter().on(channel);

        raise(letter);

        JsonNode shown = show(letter.attemptId());
        assertThat(shown.path("channelType").asString()).isEqualTo(channel.name());
        assertThat(shown.path("status").asString()).isEqualTo("EXHAUSTED");
    }

    @Test
    void putsAPoisonRecordAsideAndStoresTheNext() {
        String topic = Topics.deadLetter(Channel.PUSH);
        Letter next = letter().on(Channel.PUSH);
        String unknownChannel = "{\"attemptId\":\"" + next.attemptId() + "\",\"channel\":\"PIGEON\"}";

        publish(topic, "one", "this is no JSON");
        publish(topic, "two", unknownChannel);
        publish(topic, "three", "null");
        raise(next);

        assertThat(status(next.attemptId())).isEqualTo("EXHAUSTED");
        List<ConsumerRecord<String, String>> aside = read(Topics.poison(topic), 3);
        assertThat(aside).extracting(ConsumerRecord::value).containsExactly("this is no JSON", unknownChannel, "null");
        assertThat(aside)
                .allSatisfy(record -> assertThat(record.headers().lastHeader("X-Error-Message"))
                        .isNotNull());
    }

    @Test
    void showsTheLatestRoundWhateverTheOrderInOneBatch() {
        Letter letter = letter();
        publish(letter.round(7).raised());
        publish(letter.round(6).raised());
        publish(letter.round(9).raised());
        publish(letter.round(8).raised());

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(show(letter.attemptId()).path("round").asInt())
                                .isEqualTo(9));
        assertThat(texts(show(letter.attemptId()).path("tries"), "round")).containsExactly("8", "9");
    }

    @Test
    void bringsALetterBackWithItsHistoryWhenItExhaustsAgain() {
        Letter letter = letter();
        raise(letter);
        replay(letter.attemptId()).expectStatus().isOk();

        raise(letter.round(10));

        assertThat(status(letter.attemptId())).isEqualTo("EXHAUSTED");
        replay(letter.attemptId()).expectStatus().isOk();
        assertThat(outboxOf(letter.attemptId()))
                .extracting(event -> event.path("round").asInt())
                .containsExactly(5, 10);
    }

    @Test
    void emptiesTheLettersOfAnErasedRecipientWhicheverComesFirst() {
        Instant erasure = Instant.now();
        String recipient = "erased-" + letter().attemptId();
        Letter before = letter().recipient(recipient).created(erasure.minusSeconds(9));
        Letter lateComer = letter().recipient(recipient).created(erasure.minusSeconds(1));
        Letter asNewCustomer = letter().recipient(recipient).created(erasure.plusSeconds(30));
        Letter someoneElse = letter();
        raise(before, someoneElse);

        erased(recipient, 3, erasure);
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(show(before.attemptId()).has("erasedAt")).isTrue());
        publish(before.round(6).raised());
        raise(lateComer, asNewCustomer);

        for (Letter letter : List.of(before, lateComer)) {
            JsonNode shown = show(letter.attemptId());
            assertThat(shown.propertyNames()).doesNotContain("title", "body", "recipientId", "failureReason");
            assertThat(shown.path("channelAddressMasked").asString()).isEqualTo("***");
            assertThat(shown.toString()).doesNotContain(recipient, "parcel", "Unreachable", "+82");
            assertThat(texts(shown.path("tries"), "vendorCode")).containsExactly("20429", "30003");
            assertThat(shown.path("status").asString()).isEqualTo("DISCARDED");
            JsonNode refusal = answer(post(
                    DLQ + "/" + letter.attemptId() + "/replay", Map.of("force", true, "reason", "they ask for it")));
            assertThat(refusal.path("code").asString()).isEqualTo("ILLEGAL_DLQ_OPERATION");
            assertThat(refusal.path("refusal").asString()).isEqualTo("ERASED");
            assertThat(outboxOf(letter.attemptId())).isEmpty();
            assertThat(count(
                            "SELECT count(*) AS n FROM audit_entry WHERE attempt_id = :id AND action = 'DLQ_DISCARD'"
                                    + " AND actor = 'hub:erasure' AND reason = 'RECIPIENT_GONE'",
                            Map.of("id", letter.attemptId())))
                    .isEqualTo(1);
        }
        assertThat(show(asNewCustomer.attemptId()).path("title").asString()).isEqualTo("Your parcel");
        assertThat(show(someoneElse.attemptId()).path("title").asString()).isEqualTo("Your parcel");
        assertThat(get(DLQ + "/search?recipientId=" + recipient).path("items").size())
                .isEqualTo(1);
    }

    @Test
    void closesAllLettersOfARecipientWhoHasMany() {
        String many = "erased-" + letter().attemptId();
        database.sql("""
                        INSERT INTO dead_letter (attempt_id, notification_id, recipient_id, producer_id, kind, channel, status, round,
                            address_masked, title, body, retry_count, max_retries, error_class, tries, created_at, expires_at, exhausted_at,
                            changed_at)
                        SELECT gen_random_uuid(), gen_random_uuid(), :many, :many, 'SERVICE', 'SMS', 'EXHAUSTED', 5, 'a***b', 'A title',
                            'A text', 4, 5, 'TRANSIENT', '[]', now(), now(), now(), now() FROM generate_series(1, 1100)
                        """).bind("many", many).then().block();

        erased(many, 3, Instant.now());

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(count("""
                                SELECT count(*) AS n FROM dead_letter JOIN audit_entry USING (attempt_id)
                                WHERE producer_id = :many AND status = 'DISCARDED' AND audit_entry.reason = 'RECIPIENT_GONE'
                                """, Map.of("many", many))).isEqualTo(1100));
        database.sql("DELETE FROM dead_letter WHERE producer_id = :many")
                .bind("many", many)
                .then()
                .block();
    }

    @Test
    void whatAVendorAcceptedAfterAllIsNotDiscardedWithItsRecipient() {
        Letter letter = letter();
        failed(letter.attemptId(), 5);
        succeeded(letter.attemptId(), 5);
        awaitThatAllResultsWereRead();
        Letter another = letter().recipient(letter.recipientId());
        raise(another);
        erased(letter.recipientId(), 3, Instant.now());
        awaitStatus(another.attemptId(), DeskStatus.DISCARDED);

        raise(letter);

        assertThat(status(letter.attemptId())).isEqualTo("RESOLVED");
        assertThat(show(letter.attemptId()).has("erasedAt")).isTrue();
    }

    private void awaitThatAllResultsWereRead() {
        Letter last = letter();
        raise(last);
        succeeded(last.attemptId(), 5);
        awaitStatus(last.attemptId(), DeskStatus.RESOLVED);
    }

    @Test
    void aReplayedLetterWhoseRecipientIsErasedIsAwaitedNoLonger() {
        Letter letter = letter();
        raise(letter);
        replay(letter.attemptId()).expectStatus().isOk();

        erased(letter.recipientId(), 3, Instant.now());

        awaitStatus(letter.attemptId(), DeskStatus.EXPIRED);
        assertThat(show(letter.attemptId()).path("status").asString())
                .as("the API's states are four")
                .isEqualTo("REPLAYED");
    }

    private static List<ConsumerRecord<String, String>> read(String topic, int atLeast) {
        List<ConsumerRecord<String, String>> found = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", SharedInfrastructure.get().kafkaBootstrapServers()),
                new StringDeserializer(),
                new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            await().atMost(PATIENCE).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(found::add);
                return found.size() >= atLeast;
            });
        }
        return found;
    }
}
