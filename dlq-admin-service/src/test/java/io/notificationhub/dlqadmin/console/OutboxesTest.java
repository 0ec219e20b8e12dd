package io.notificationhub.dlqadmin.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OutboxesTest {

    @Test
    void readsWhatARelayTellsOfEachSchema() {
        String metrics = """
                # HELP hub_outbox_due
                # TYPE hub_outbox_due gauge
                hub_outbox_due{schema="intake",service="outbox-relay"} 1.2E4
                hub_outbox_due{schema="dlq"} 0.0
                hub_outbox_oldest_age{schema="intake"} 37.0
                hub_outbox_oldest_age{schema="dlq"} 0.0
                hub_outbox_parked{schema="intake"} 2.0
                hub_outbox_published_total{schema="intake"} 99.0
                """;

        assertThat(Outboxes.read(metrics))
                .containsExactly(new Outboxes.Backlog("dlq", 0, 0, 0), new Outboxes.Backlog("intake", 12_000, 37, 2));
        assertThat(Outboxes.read("")).isEmpty();
    }
}
