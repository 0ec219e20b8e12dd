package io.notificationhub.dlqadmin;

import static org.assertj.core.api.Assertions.assertThat;

import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.ErrorClass;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class StatsTest extends DeskTest {

    @Test
    void countsByTimeChannelAndErrorClassWithEmptyBucketsShown() {
        Instant start = Instant.parse("2001-02-03T04:00:00Z");
        raise(List.of(
                letter().exhausted(start.minusMillis(1)),
                letter().exhausted(start),
                letter().exhausted(start.plusSeconds(1799)).because(ErrorClass.PERMANENT, "x"),
                letter().exhausted(start.plusSeconds(3600)).on(Channel.EMAIL),
                letter().exhausted(start.plusSeconds(5400))));

        JsonNode stats = get(DLQ + "/stats?from=2001-02-03T04:00:00Z&to=2001-02-03T05:30:00Z&bucket=PT30M");

        assertThat(stats.path("bucketDuration").asString()).isEqualTo("PT30M");
        assertThat(stats.path("totalCount").asLong()).isEqualTo(3);
        assertThat(texts(stats.path("byBucket"), "start"))
                .containsExactly("2001-02-03T04:00:00Z", "2001-02-03T04:30:00Z", "2001-02-03T05:00:00Z");
        assertThat(texts(stats.path("byBucket"), "count")).containsExactly("2", "0", "1");
        assertThat(texts(stats.path("byChannel"), "channelType")).containsExactly("EMAIL", "SMS");
        assertThat(texts(stats.path("byChannel"), "count")).containsExactly("1", "2");
        assertThat(texts(stats.path("byErrorClass"), "errorClass")).containsExactly("TRANSIENT", "PERMANENT");
        assertThat(texts(stats.path("byErrorClass"), "count")).containsExactly("2", "1");
    }

    @Test
    void looksAtTheLastDayByTheHourIfNotToldOtherwise() {
        raise(letter());

        JsonNode stats = get(DLQ + "/stats");

        assertThat(stats.path("byBucket").size()).isEqualTo(24);
        assertThat(stats.path("totalCount").asLong()).isPositive();
    }
}
