package io.notificationhub.intake.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.notificationhub.contracts.DeliveryRequested;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Every shipped route, with the shipped templates. */
class ShippedRoutesTest extends EventTest {

    @ParameterizedTest
    @CsvSource({
        "order.created.v1,             ,                       PUSH EMAIL,     We have your order A-1001",
        "order.shipped.v1,             ,                       PUSH EMAIL,     Your order A-1001 is on its way",
        "fluxpay.payment.events,       payment.completed,      PUSH EMAIL,     Your payment went through",
        "fluxpay.payment.events,       PAYMENT_PAID,           PUSH EMAIL,     Your payment went through",
        "fluxpay.payment.events,       PaymentFailed,          PUSH EMAIL SMS, Your payment did not go through",
        "fluxpay.subscription.events,  subscription.created,   PUSH EMAIL,     Your subscription has started",
        "fluxpay.subscription.events,  SUBSCRIPTION_RENEWED,   EMAIL,          Your subscription has been renewed",
        "fluxpay.subscription.events,  subscription.expiring,  PUSH EMAIL,     Your subscription is about to expire",
        "fluxpay.subscription.events,  subscription-cancelled, PUSH EMAIL,     Your subscription has been cancelled",
        "fluxpay.order.events,         order.anything,         PUSH EMAIL,     There is news about your order",
        "notification.events,          ,                       PUSH EMAIL,     You have a new notification",
    })
    void sendsOnItsChannelsInItsWords(String topic, String type, String channels, String mailTitle) {
        register("en-us", List.of());
        Map<String, Object> event = event("");
        event.put("eventType", type);

        send(topic, event);

        JsonNode notification = notification();
        assertThat(notification.path("status").asString()).isEqualTo("FANNED_OUT");
        assertThat(texts(notification.path("attempts"), "channel")).containsExactlyInAnyOrder(channels.split(" "));
        assertThat(mail(notification).path("content").path("title").asString()).isEqualTo(mailTitle);
        assertThat(mail(notification).path("address").asString()).isEqualTo("stored@example.com");
        assertThat(mail(notification).path("content").path("body").asString()).doesNotContain("{");
    }

    @Test
    void someoneTheHubDoesNotKnowIsWrittenToAtTheEventsOwnAddress() {
        send(ORDER_CREATED, event("x"));

        JsonNode notification = notification();
        JsonNode mail = mail(notification);
        assertThat(texts(notification.path("attempts"), "channel")).containsExactly("EMAIL");
        assertThat(mail.path("address").asString()).isEqualTo("inline@example.com");
        assertThat(mail.path("content").path("title").asString()).isEqualTo("[주문 완료] 주문번호 A-1001");
        assertThat(mail.path("content").path("body").asString()).contains("결제 금액: 129000 KRW");
        assertThat(mail.path("producerId").asString()).isEqualTo("order");
    }

    @Test
    void theTraceGoesOn() {
        register("en-us", List.of());
        String traceparent = "00-" + UUID.randomUUID().toString().replace("-", "") + "-00f067aa0ba902b7-01";
        publish(ORDER_CREATED, recipient, json.writeValueAsString(event("x")), traceparent);

        String id = notification().path("notificationId").asString();
        assertThat(traceparentOf(id)).isEqualTo(traceparent);
    }

    @Test
    void anEventWithoutATraceBeginsOne() {
        register("en-us", List.of());
        send(ORDER_CREATED, event("x"));

        assertThat(traceparentOf(notification().path("notificationId").asString()))
                .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
    }

    private JsonNode mail(JsonNode notification) {
        return queued(
                        DeliveryRequested.TYPE,
                        notification.path("notificationId").asString())
                .stream()
                .map(Queued::payload)
                .filter(message -> message.path("channel").asString().equals("EMAIL"))
                .findFirst()
                .orElseThrow();
    }

    private static Stream<String> texts(JsonNode items, String member) {
        return items.valueStream().map(item -> item.path(member).asString());
    }
}
