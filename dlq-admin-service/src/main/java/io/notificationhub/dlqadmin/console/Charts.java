package io.notificationhub.dlqadmin.console;

import io.notificationhub.contracts.Channel;
import io.notificationhub.dlqadmin.statistics.Deliveries;
import io.notificationhub.dlqadmin.statistics.DeliveryStatistics.Minute;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The numbers of the charts. Every minute and every channel is there, with zeros where nothing was. */
record Charts(List<Instant> minutes, List<PerMinute> perMinute, List<OfChannel> channels) {
    private static final int MINUTES = 60;

    /** The rounds of one channel that ended in each minute. */
    record PerMinute(String channel, List<Long> succeeded, List<Long> failed) {}

    /** How one channel's rounds ended lately. */
    record OfChannel(String channel, long succeeded, long failed, long expired) {}

    static Charts of(List<Minute> found, Deliveries.ByChannel byChannel, Instant now, Texts texts) {
        Instant last = now.truncatedTo(ChronoUnit.MINUTES);
        Instant first = last.minus(MINUTES - 1, ChronoUnit.MINUTES);
        List<Instant> minutes = IntStream.range(0, MINUTES)
                .mapToObj(each -> first.plus(each, ChronoUnit.MINUTES))
                .toList();
        List<PerMinute> perMinute = Arrays.stream(Channel.values())
                .map(channel -> perMinute(channel, found, first, texts))
                .toList();
        List<OfChannel> channels = Arrays.stream(Channel.values())
                .map(channel -> ofChannel(channel, byChannel, texts))
                .toList();
        return new Charts(minutes, perMinute, channels);
    }

    private static PerMinute perMinute(Channel channel, List<Minute> found, Instant first, Texts texts) {
        long[] succeeded = new long[MINUTES];
        long[] failed = new long[MINUTES];
        for (Minute each : found) {
            int index = Math.toIntExact(ChronoUnit.MINUTES.between(first, each.minute()));
            if (each.channel() == channel && index >= 0 && index < MINUTES) {
                succeeded[index] = each.succeeded();
                failed[index] = each.failed() + each.expired();
            }
        }
        return new PerMinute(
                texts.of("channel", channel.name()),
                Arrays.stream(succeeded).boxed().toList(),
                Arrays.stream(failed).boxed().toList());
    }

    private static OfChannel ofChannel(Channel channel, Deliveries.ByChannel byChannel, Texts texts) {
        String name = texts.of("channel", channel.name());
        return byChannel.channels().stream()
                .filter(each -> each.channelType() == channel)
                .findFirst()
                .map(each -> new OfChannel(
                        name,
                        each.counts().succeeded(),
                        each.counts().failed(),
                        each.counts().expired()))
                .orElse(new OfChannel(name, 0, 0, 0));
    }
}
