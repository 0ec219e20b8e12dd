package io.notificationhub.template;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.notificationhub.contracts.Channel;
import io.notificationhub.templating.CompiledTemplate;
import io.notificationhub.templating.SmsText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What clients get to see. */
final class TemplateViews {
    private TemplateViews() {}

    /**
     * A template.
     *
     * @param smsType for SMS: what the text is sent as if every variable is empty, so with values it may be more
     * @param unsupportedCharacters for SMS: those of the text that EUC-KR lacks; absent if none
     * @param revisions its newest revisions, newest first; only where a single key is asked for
     */
    record One(
            UUID id,
            String key,
            String locale,
            Channel channelType,
            String titleTemplate,
            String bodyTemplate,
            @Nullable String htmlTemplate,
            @Nullable String vendorTemplateCode,
            SortedSet<String> variables,
            SmsText.@Nullable Size smsType,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> unsupportedCharacters,
            int revision,
            Instant createdAt,
            Instant updatedAt,
            @Nullable List<RevisionOfOne> revisions) {

        static One of(Template template, @Nullable List<Revision> revisions) {
            TemplateText text = template.text();
            CompiledTemplate compiled = text.compile();
            SmsText sms = template.name().channel() == Channel.SMS ? TemplateText.ownSize(compiled) : null;
            return new One(
                    template.id(),
                    template.name().key(),
                    template.name().locale().value(),
                    template.name().channel(),
                    text.title(),
                    text.body(),
                    text.html(),
                    text.vendorTemplateCode(),
                    compiled.variables(),
                    sms == null ? null : sms.size(),
                    sms == null ? List.of() : sms.unsupported(),
                    template.revision(),
                    template.createdAt(),
                    template.updatedAt(),
                    revisions == null
                            ? null
                            : revisions.stream().map(RevisionOfOne::of).toList());
        }
    }

    /** What a template said. */
    record RevisionOfOne(
            int revision,
            String titleTemplate,
            String bodyTemplate,
            @Nullable String htmlTemplate,
            @Nullable String vendorTemplateCode,
            Instant createdAt) {

        static RevisionOfOne of(Revision revision) {
            TemplateText text = revision.text();
            return new RevisionOfOne(
                    revision.number(),
                    text.title(),
                    text.body(),
                    text.html(),
                    text.vendorTemplateCode(),
                    revision.createdAt());
        }
    }

    /** A page; {@code nextCursor} is absent on the last one. */
    record Page(List<One> items, @Nullable String nextCursor) {}

    /** All locales and channels of a key. */
    record OfKey(String key, List<One> items) {}

    /**
     * A rendered template.
     *
     * @param locale of the template that was used, which is the fallback's where the one asked for has none
     * @param byteLength of the body: in EUC-KR for SMS, else in UTF-8
     * @param smsType for SMS: what it is sent as
     * @param unsupportedCharacters for SMS: those that EUC-KR lacks; absent if none
     */
    record Rendering(
            String key,
            String locale,
            Channel channelType,
            int revision,
            String title,
            String body,
            @Nullable String html,
            int byteLength,
            SmsText.@Nullable Size smsType,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> unsupportedCharacters) {

        static Rendering of(Preview preview) {
            Template template = preview.template();
            SmsText sms = preview.sms();
            return new Rendering(
                    template.name().key(),
                    template.name().locale().value(),
                    template.name().channel(),
                    template.revision(),
                    preview.rendered().title(),
                    preview.rendered().body(),
                    preview.rendered().html(),
                    sms == null ? preview.rendered().body().getBytes(StandardCharsets.UTF_8).length : sms.bytes(),
                    sms == null ? null : sms.size(),
                    sms == null ? List.of() : sms.unsupported());
        }
    }
}
