package io.notificationhub.intake.attempt;

import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.Kind;
import io.notificationhub.contracts.Lane;
import io.notificationhub.contracts.Topics;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The topics that workers read. */
final class Lanes {
    private Lanes() {}

    /** One channel's lane: what is sent on it, and the topic, which is the name of its consumer group too. */
    record Of(Channel channel, Lane lane) {
        String topic() {
            return Topics.delivery(channel, lane);
        }

        List<Kind> kinds() {
            return Arrays.stream(Kind.values())
                    .filter(kind -> kind.lane() == lane)
                    .toList();
        }
    }

    static Stream<Of> all() {
        return Arrays.stream(Channel.values())
                .flatMap(channel -> Arrays.stream(Lane.values()).map(lane -> new Of(channel, lane)));
    }
}
