package io.notificationhub.dlqadmin.console;

import io.notificationhub.contracts.Topics;
import io.notificationhub.dlqadmin.audit.AuditEntry;
import io.notificationhub.dlqadmin.audit.ChangedTemplate;
import io.notificationhub.dlqadmin.letter.DeadLetter;
import io.notificationhub.dlqadmin.letter.DeskStatus;
import io.notificationhub.dlqadmin.request.Discreet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Dead letters and audit entries as templates show them. */
final class LetterView {
    private LetterView() {}

    static Map<String, Object> line(DeadLetter letter, Texts texts) {
        return new Model()
                .with("attemptId", letter.attemptId())
                .with("notificationId", letter.notificationId())
                .with("channel", texts.of("channel", letter.channel().name()))
                .with("address", letter.addressMasked())
                .with("statusName", letter.status().name())
                .with("status", texts.of("status", letter.status().name()))
                .with("errorClass", texts.of("error", letter.errorClass().name()))
                .with("vendor", letter.vendor())
                .with("vendorCode", letter.vendorCode())
                .with("failureReason", Discreet.text(letter.failureReason()))
                .with("templateKey", letter.templateKey())
                .at("exhaustedAt", letter.exhaustedAt())
                .values();
    }

    static Map<String, Object> detail(DeadLetter letter, Texts texts, JsonMapper json, Instant now) {
        return new Model()
                .with("line", line(letter, texts))
                .with("recipientId", letter.recipientId())
                .with("producerId", letter.producerId())
                .with("kind", letter.kind().name())
                .with("round", letter.round())
                .with("retryCount", letter.retryCount())
                .with("maxRetries", letter.maxRetries())
                .with("title", letter.title())
                .with("text", letter.body())
                .with("tries", tries(letter, json))
                .with(
                        "expectedTopic",
                        Topics.delivery(letter.channel(), letter.kind().lane()))
                .at("createdAt", letter.createdAt())
                .at("expiresAt", letter.expiresAt())
                .at("erasedAt", letter.erasedAt())
                .with("decision", decision(letter, now))
                .values();
    }

    private static List<Map<String, Object>> tries(DeadLetter letter, JsonMapper json) {
        List<Map<String, Object>> tries = new ArrayList<>();
        json.readTree(letter.tries())
                .forEach(each -> tries.add(new Model()
                        .with("tryRound", each.path("round").asInt())
                        .with("tryAt", each.path("at").asString(""))
                        .with("tryOutcome", each.path("outcome").asString(""))
                        .with("tryCode", each.path("vendorCode").asString(""))
                        .with("tryReason", each.path("reason").asString(""))
                        .values()));
        return tries;
    }

    /** What may be decided about it, and what an operator must know first. */
    private static Map<String, Object> decision(DeadLetter letter, Instant now) {
        boolean open = letter.status() == DeskStatus.EXHAUSTED;
        boolean ambiguous = letter.errorClass() == io.notificationhub.contracts.ErrorClass.AMBIGUOUS;
        boolean expired = !now.isBefore(letter.expiresAt());
        return new Model()
                .with("open", open)
                .with("ambiguous", open && ambiguous)
                .with("expired", open && expired)
                .with("needsForce", open && (ambiguous || expired))
                .values();
    }

    static Map<String, Object> entry(AuditEntry entry, Texts texts) {
        return new Model()
                .at("entryAt", entry.at())
                .with("actor", entry.actor())
                .with("clientIp", entry.clientIp())
                .with("action", entry.action().name())
                .with("entryAttempt", entry.attemptId())
                .with("entryJob", entry.jobId())
                .with("entryReason", entry.reason())
                .with("entryForce", Boolean.TRUE.equals(entry.force()))
                .with("entryFilter", entry.filter())
                .with("entryCounts", entry.counts())
                .with("entryTemplate", template(entry.template(), texts))
                .values();
    }

    private static @Nullable Map<String, Object> template(@Nullable ChangedTemplate template, Texts texts) {
        return template == null
                ? null
                : new Model()
                        .with("changedKey", template.key())
                        .with("changedLocale", template.locale())
                        .with(
                                "changedChannel",
                                texts.of("channel", template.channelType().name()))
                        .with("changedRevision", template.revision())
                        .values();
    }
}
