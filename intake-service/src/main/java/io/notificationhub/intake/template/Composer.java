package io.notificationhub.intake.template;

import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.Content;
import io.notificationhub.contracts.DeliveryRequested;
import io.notificationhub.contracts.TemplateUse;
import io.notificationhub.intake.decide.DecisionPolicy;
import io.notificationhub.intake.decide.NotificationRequest;
import io.notificationhub.templating.CompiledTemplate;
import io.notificationhub.templating.ContentTooLong;
import io.notificationhub.templating.LocaleTag;
import io.notificationhub.templating.MissingVariables;
import io.notificationhub.templating.Rendered;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts a request into words for every channel it may go to. Locale: the request's, then the recipient's, then Korean. */
public final class Composer {
    private final Templates templates;
    private final DecisionPolicy policy;

    public Composer(Templates templates, DecisionPolicy policy) {
        this.templates = templates;
        this.policy = policy;
    }

    /**
     * Renders the request.
     *
     * @throws TemplateUnknown if there is no template of that key at all
     * @throws VariablesMissing naming every variable that any of the channels lacks
     * @throws ContentTooLong if a rendered part is too long
     */
    public Composition compose(NotificationRequest request, @Nullable String recipientLocale) {
        List<Channel> channels = request.channels().isEmpty() ? List.of(Channel.values()) : request.channels();
        return switch (request.message()) {
            case NotificationRequest.Message.Text text -> plain(text, channels);
            case NotificationRequest.Message.Templated templated ->
                templated(templated, channels, locales(request.locale(), recipientLocale));
        };
    }

    private Composition plain(NotificationRequest.Message.Text text, List<Channel> channels) {
        Map<Channel, Composition.Words> words = new EnumMap<>(Channel.class);
        for (Channel channel : channels) {
            if (channel != Channel.KAKAO_ALIMTALK || policy.alimtalkWithoutTemplate()) {
                words.put(channel, new Composition.Words(new Content(text.title(), text.body(), null), null));
            }
        }
        return new Composition(words, words.get(Channel.KAKAO_ALIMTALK));
    }

    private Composition templated(
            NotificationRequest.Message.Templated message, List<Channel> channels, Set<LocaleTag> locales) {
        String key = message.templateKey();
        if (!templates.knows(key)) {
            throw new TemplateUnknown(key);
        }
        Map<Channel, Composition.Words> words = new EnumMap<>(Channel.class);
        Set<String> missing = new TreeSet<>();
        for (Channel channel : channels) {
            templates.find(key, channel, locales).ifPresent(copy -> {
                try {
                    words.put(channel, render(copy, message.payload()));
                } catch (MissingVariables e) {
                    missing.addAll(e.names());
                }
            });
        }
        if (!missing.isEmpty()) {
            throw new VariablesMissing(List.copyOf(missing));
        }
        Composition.Words alimtalk = words.get(Channel.KAKAO_ALIMTALK);
        return new Composition(
                words,
                alimtalk == null || words.containsKey(Channel.SMS)
                        ? null
                        : instead(alimtalk.content(), key, Channel.SMS, locales, message.payload()));
    }

    private static Composition.Words render(Templates.Copy copy, Map<String, String> payload) {
        CompiledTemplate compiled = copy.compiled();
        Rendered rendered = compiled.render(payload);
        Map<String, String> variables = new TreeMap<>(payload);
        variables.keySet().retainAll(compiled.variables());
        return new Composition.Words(
                rendered.content(),
                new TemplateUse(
                        copy.source().templateKey(),
                        copy.source().locale(),
                        copy.source().revision(),
                        copy.source().vendorTemplateCode(),
                        variables));
    }

    /**
     * The words of a message that was composed for another channel: those of its template there if the variables that it carries are enough, else its own.
     */
    public Composition.Words again(DeliveryRequested message, Channel channel) {
        TemplateUse use = message.template();
        return use == null
                ? new Composition.Words(message.content(), null)
                : instead(message.content(), use.key(), channel, locales(use.locale(), null), use.variables());
    }

    private Composition.Words instead(
            Content content, String key, Channel channel, Set<LocaleTag> locales, Map<String, String> variables) {
        Composition.Words own = new Composition.Words(content, null);
        try {
            return templates
                    .find(key, channel, locales)
                    .map(copy -> render(copy, variables))
                    .orElse(own);
        } catch (MissingVariables | ContentTooLong notEnough) {
            return own;
        }
    }

    private static Set<LocaleTag> locales(@Nullable String requested, @Nullable String recipients) {
        Set<LocaleTag> locales = new LinkedHashSet<>();
        Stream.of(requested, recipients)
                .filter(Objects::nonNull)
                .map(LocaleTag::read)
                .filter(Objects::nonNull)
                .forEach(locales::add);
        locales.add(LocaleTag.FALLBACK);
        return locales;
    }

    /** The locale a message without a template is labelled with. */
    public static String label(NotificationRequest request, @Nullable String recipientLocale) {
        return locales(request.locale(), recipientLocale).iterator().next().value();
    }
}
