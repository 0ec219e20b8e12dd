package io.notificationhub.template;

import io.notificationhub.testkit.HostileRequests;
import io.notificationhub.testkit.HostileRequests.Valid;
import io.notificationhub.web.HubHeaders;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Random wrong requests at every endpoint; the table of known ones is {@link TemplateBadInputTest}. */
class HostileRequestsTest extends TemplateServiceTest {
    private static final int TIMES = 300;

    @BeforeEach
    void nothingElseIsWritten() {
        awaitShippedTemplates();
    }

    @Test
    void reading() {
        created(template());
        created(template("channelType", "PUSH"));
        attack("GET", TEMPLATES + "/{key}", Map.of("key", key), "");
        attack("GET", TEMPLATES, Map.of("key", key, "locale", "ko-kr", "channelType", "EMAIL", "limit", "1"), "");
    }

    @Test
    void previewing() {
        created(template());
        attack("POST", TEMPLATES + "/{key}/preview", Map.of("key", key), """
                {"locale":"ko-kr","channelType":"EMAIL","payload":{"name":"Kim","orderId":"7","unused":""}}""");
    }

    @Test
    void creating() {
        attack("POST", TEMPLATES, Map.of(), """
                {"key":"%s-*","locale":"ko-kr","channelType":"EMAIL","titleTemplate":"Hello {name}",
                "bodyTemplate":"Order {orderId}","htmlTemplate":"<p>{orderId}</p>"}""".formatted(key));
        attack("POST", TEMPLATES, Map.of(), """
                {"key":"%s-a-*","locale":"en-us","channelType":"KAKAO_ALIMTALK","titleTemplate":"Hello",
                "bodyTemplate":"Order {orderId}","vendorTemplateCode":"CODE1"}""".formatted(key));
    }

    @Test
    void revising() {
        attack("PUT", TEMPLATES + "/{id}", Map.of("id", created(template())), """
                {"titleTemplate":"Hello {name}","bodyTemplate":"Order {orderId}","htmlTemplate":"<p>{orderId}</p>"}""");
    }

    private void attack(String method, String path, Map<String, String> variables, String body) {
        HostileRequests.to(
                        baseUrl(),
                        Map.of(HubHeaders.OPERATOR, "kim"),
                        () -> count(
                                "SELECT (SELECT count(*) FROM template) + (SELECT count(*) FROM template_revision) + (SELECT count(*) FROM outbox)"))
                .attack(new Valid(method, path, variables, Map.of(), body), TIMES);
    }
}
