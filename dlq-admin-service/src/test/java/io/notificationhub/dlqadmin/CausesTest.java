package io.notificationhub.dlqadmin;

import static org.assertj.core.api.Assertions.assertThat;

import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.ErrorClass;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** An incident at a vendor that hit two producers, and a template that a vendor rejects. */
class CausesTest extends DeskTest {
    private static final Instant START = Instant.parse("2002-03-04T05:00:00Z");
    private static final String DAY = "from=2002-03-04&to=2002-03-04";
    private static boolean raised;

    @BeforeEach
    void raiseOnce() {
        if (raised) {
            return;
        }
        raised = true;
        List<Letter> all = new ArrayList<>();
        letters(3).forEach(each -> all.add(each.because(ErrorClass.TRANSIENT, "30003")));
        letters(2)
                .forEach(each ->
                        all.add(each.because(ErrorClass.TRANSIENT, "30003").of("bank")));
        letters(4)
                .forEach(each -> all.add(each.on(Channel.EMAIL)
                        .because(ErrorClass.PERMANENT, null)
                        .template(null)
                        .of("bank")));
        List<Letter> timed = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            timed.add(all.get(i).exhausted(START.plusSeconds(i)));
        }
        raise(timed);
        discard(timed.getFirst().attemptId()).expectStatus().isOk();
    }

    @Test
    void oneIncidentIsOneRow() {
        JsonNode causes = get(DLQ + "/causes?" + DAY);

        assertThat(causes.path("totalCount").asLong()).isEqualTo(9);
        assertThat(texts(causes.path("groups"), "count")).containsExactly("5", "4");
        JsonNode incident = causes.path("groups").get(0);
        assertThat(incident.path("channelType").asString()).isEqualTo("SMS");
        assertThat(incident.path("errorClass").asString()).isEqualTo("TRANSIENT");
        assertThat(incident.path("vendor").asString()).isEqualTo("twilio");
        assertThat(incident.path("vendorCode").asString()).isEqualTo("30003");
        assertThat(incident.path("templateKey").asString()).isEqualTo("order-shipped");
        assertThat(incident.path("producerId").isNull()).isTrue();
        assertThat(incident.path("openCount").asLong()).isEqualTo(4);
        assertThat(incident.path("templateCount").asLong()).isEqualTo(1);
        assertThat(incident.path("producerCount").asLong()).isEqualTo(2);
        assertThat(incident.path("firstAt").asString()).isEqualTo(START.toString());
        assertThat(incident.path("lastAt").asString())
                .isEqualTo(START.plusSeconds(4).toString());
        JsonNode rejected = causes.path("groups").get(1);
        assertThat(rejected.path("vendorCode").isNull()).isTrue();
        assertThat(rejected.path("templateCount").asLong()).isZero();
        assertThat(rejected.path("producerId").asString()).isEqualTo("bank");
    }

    @Test
    void groupsByWhatIsAskedFor() {
        JsonNode byProducer = get(DLQ + "/causes?by=producerId&" + DAY).path("groups");
        assertThat(texts(byProducer, "producerId")).containsExactly("bank", "shop");
        assertThat(texts(byProducer, "count")).containsExactly("6", "3");

        JsonNode byBoth = get(DLQ + "/causes?by=producerId,templateKey&" + DAY).path("groups");
        assertThat(texts(byBoth, "count")).containsExactly("4", "3", "2");
        assertThat(byBoth.get(0).path("templateKey").isNull()).isTrue();
    }

    @Test
    void aBulkActionTakesExactlyTheGroupItIsGiven() {
        for (String by : List.of("channel,errorClass,vendor,vendorCode", "producerId", "templateKey", "vendorCode")) {
            for (JsonNode group : get(DLQ + "/causes?by=" + by + "&" + DAY).path("groups")) {
                JsonNode preview = answer(post(DLQ + "/bulk-replay", Map.of("filter", group.path("filter"))));

                assertThat(preview.path("estimatedCount").asLong(-1))
                        .as("%s", group)
                        .isEqualTo(group.path("openCount").asLong());
            }
        }
    }
}
