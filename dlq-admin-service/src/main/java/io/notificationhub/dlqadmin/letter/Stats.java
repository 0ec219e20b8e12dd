package io.notificationhub.dlqadmin.letter;

import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.ErrorClass;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** How many letters came to the desk in {@code [from, to)}. Buckets without a letter are there too, with zero. */
record Stats(
        Instant from,
        Instant to,
        Duration bucketDuration,
        long totalCount,
        List<Bucket> byBucket,
        List<OfChannel> byChannel,
        List<OfErrorClass> byErrorClass) {

    /** What came in {@code [start, start + bucketDuration)}. */
    record Bucket(Instant start, long count) {}

    /** What came of one channel. */
    record OfChannel(Channel channelType, long count) {}

    /** What came of one error class. */
    record OfErrorClass(ErrorClass errorClass, long count) {}
}
