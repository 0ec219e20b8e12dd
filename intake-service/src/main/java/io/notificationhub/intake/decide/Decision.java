package io.notificationhub.intake.decide;

import io.notificationhub.contracts.Channel;
import java.time.Instant;
import java.util.List;

/** What happens with a notification. {@code channels} tells the verdict on every channel, in the API's order. */
public sealed interface Decision {

    List<ChannelDecision> channels();

    /** It goes out now to these targets. */
    record Dispatch(List<Recipient.Target> targets, List<ChannelDecision> channels) implements Decision {
        public Dispatch {
            targets = List.copyOf(targets);
            channels = List.copyOf(channels);
        }
    }

    /**
     * It waits as a whole and is decided again.
     *
     * @param until when it may go out
     * @param again when that ends, because the same rule begins again
     * @param planned what it would use now
     */
    record Defer(Instant until, Instant again, List<Channel> planned, List<ChannelDecision> channels)
            implements Decision {
        public Defer {
            planned = List.copyOf(planned);
            channels = List.copyOf(channels);
        }
    }

    /** It does not go out. */
    record Suppress(Reason reason, List<ChannelDecision> channels) implements Decision {
        public Suppress {
            channels = List.copyOf(channels);
        }
    }
}
