package io.notificationhub.intake.template;

import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.Content;
import io.notificationhub.contracts.TemplateUse;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a notification says on each channel that can carry it.
 *
 * @param alimtalkAsSms what a text message says where it steps in for AlimTalk, null if AlimTalk carries nothing; SMS has words of its own only if it was
 *     asked for and can carry the notification by itself
 */
public record Composition(
        Map<Channel, Words> byChannel, @Nullable Words alimtalkAsSms) {

    /** The rendered message of one channel, with the template revision it came from. */
    public record Words(Content content, @Nullable TemplateUse template) {}

    public Composition {
        byChannel = Map.copyOf(byChannel);
    }

    /**
     * What history shows of a notification that goes to these channels: the words of the first, or of the first that carries any where it goes nowhere. Empty
     * if no channel carries anything.
     */
    public Optional<Words> shown(List<Channel> channels) {
        return (channels.isEmpty() ? byChannel.keySet() : channels)
                .stream().min(Comparator.naturalOrder()).map(this::words);
    }

    public boolean carries(Channel channel) {
        return byChannel.containsKey(channel);
    }

    /** @throws IllegalArgumentException if the channel carries nothing */
    public Words words(Channel channel) {
        Words words = byChannel.get(channel);
        if (words == null && channel == Channel.SMS) {
            words = alimtalkAsSms;
        }
        if (words == null) {
            throw new IllegalArgumentException(channel + " carries nothing");
        }
        return words;
    }
}
