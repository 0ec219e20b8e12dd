package io.notificationhub.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.notificationhub.contracts.Channel;
import io.notificationhub.templating.CompiledTemplate;
import io.notificationhub.templating.LocaleTag;
import io.notificationhub.templating.Rendered;
import io.notificationhub.templating.SmsText;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class ShippedTemplatesTest extends TemplateServiceTest {
    private static final LocaleTag KOREAN = new LocaleTag("ko-kr");
    private static final LocaleTag ENGLISH = new LocaleTag("en-us");

    @Autowired
    private ShipTemplates ship;

    @Test
    void everyKeyHasEmailAndPushInKoreanAndEnglish() {
        Map<String, Set<TemplateName>> names = shipped.read().stream()
                .map(ShippedTemplate::name)
                .collect(Collectors.groupingBy(TemplateName::key, Collectors.toSet()));

        assertThat(names)
                .containsOnlyKeys(
                        "order.created.v1",
                        "order.shipped.v1",
                        "fluxpay.payment.completed",
                        "fluxpay.payment.failed",
                        "fluxpay.subscription.created",
                        "fluxpay.subscription.renewed",
                        "fluxpay.subscription.expiring",
                        "fluxpay.subscription.cancelled",
                        "fluxpay.order",
                        "notification.events");
        names.forEach((shippedKey, all) -> assertThat(all)
                .contains(
                        new TemplateName(shippedKey, KOREAN, Channel.EMAIL),
                        new TemplateName(shippedKey, KOREAN, Channel.PUSH),
                        new TemplateName(shippedKey, ENGLISH, Channel.EMAIL),
                        new TemplateName(shippedKey, ENGLISH, Channel.PUSH)));
        assertThat(names.get("fluxpay.payment.failed"))
                .contains(
                        new TemplateName("fluxpay.payment.failed", KOREAN, Channel.SMS),
                        new TemplateName("fluxpay.payment.failed", ENGLISH, Channel.SMS));
    }

    @Test
    void everyTextUsesOnlyWhatItsEventAlwaysHas() {
        for (ShippedTemplate one : shipped.read()) {
            Set<String> sure = switch (one.name().key()) {
                case "order.created.v1" -> Set.of("orderId", "totalAmount", "currency");
                case "order.shipped.v1" -> Set.of("orderId");
                default -> Set.of("eventId");
            };
            CompiledTemplate compiled = one.text().compile();
            assertThat(sure).as(one.name().toString()).containsAll(compiled.variables());
            if (one.name().channel() == Channel.SMS) {
                assertThat(TemplateText.ownSize(compiled).size()).isEqualTo(SmsText.Size.SMS);
                assertThat(TemplateText.ownSize(compiled).unsupported()).isEmpty();
            }
        }
    }

    @Test
    void anEmailSaysTheSameInHtml() {
        ShippedTemplate email = shipped.read().stream()
                .filter(one -> one.name().equals(new TemplateName("order.created.v1", KOREAN, Channel.EMAIL)))
                .findFirst()
                .orElseThrow();
        Rendered rendered =
                email.text().compile().render(Map.of("orderId", "<7>", "totalAmount", "12,000", "currency", "KRW"));

        assertThat(rendered.title()).isEqualTo("[주문 완료] 주문번호 <7>");
        assertThat(rendered.html())
                .contains("lang=\"ko-kr\"", "<title>[주문 완료] 주문번호 &lt;7&gt;</title>")
                .contains("주문번호: &lt;7&gt;<br>결제 금액: 12,000 KRW</p>")
                .doesNotContain("%LANG%", "%TITLE%", "%BODY%", "{", "<7>");
    }

    @Test
    void theyAreThereAfterStartAndAddedOnce() {
        List<String> keys =
                shipped.read().stream().map(one -> one.name().key()).distinct().toList();
        awaitShippedTemplates();
        for (String shippedKey : keys) {
            assertThat(count("SELECT count(*) FROM outbox WHERE key = '" + shippedKey + "/ko-kr/EMAIL'"))
                    .as(shippedKey)
                    .isPositive();
        }

        assertThat(ship.ship().block()).isZero();
    }

    @Test
    void whatAnOperatorMadeOfThemStays() {
        awaitShippedTemplates();
        String id = texts(
                        "SELECT id FROM template WHERE key = 'notification.events' AND locale = 'ko-kr' AND channel = 'PUSH'")
                .getFirst();
        put(id, Map.of("titleTemplate", "우리 제목", "bodyTemplate", "우리 본문"))
                .expectStatus()
                .isOk();

        ship.ship().block();

        operator()
                .get()
                .uri(TEMPLATES + "?key=notification.events&locale=ko-kr&channelType=PUSH")
                .exchange()
                .expectBody()
                .jsonPath("$.items[0].titleTemplate")
                .isEqualTo("우리 제목");
    }
}
