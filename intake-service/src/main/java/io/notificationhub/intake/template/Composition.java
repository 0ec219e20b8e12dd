package io.notificationhub.intake.template;

import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.Content;
import io.notificationhub.contracts.TemplateUse;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a notification says on each channel that can carry it. */
public record Composition(Map<Channel, Words> byChannel) {

    /** The rendered message of one channel, with the template revision it came from. */
    public record Words(Content content, @Nullable TemplateUse template) {}

    public Composition {
        byChannel = Map.copyOf(byChannel);
    }

    /** The title that history shows: that of the first channel. Empty if no channel carries anything. */
    public String title() {
        return first().map(words -> words.content().title()).orElse("");
    }

    /** The template that history shows: that of the first channel. */
    public @Nullable TemplateUse template() {
        return first().map(Words::template).orElse(null);
    }

    private Optional<Words> first() {
        return byChannel.entrySet().stream().min(Map.Entry.comparingByKey()).map(Map.Entry::getValue);
    }

    public boolean carries(Channel channel) {
        return byChannel.containsKey(channel);
    }

    /** @throws IllegalArgumentException if the channel carries nothing */
    public Words words(Channel channel) {
        Words words = byChannel.get(channel);
        if (words == null) {
            throw new IllegalArgumentException(channel + " carries nothing");
        }
        return words;
    }
}
