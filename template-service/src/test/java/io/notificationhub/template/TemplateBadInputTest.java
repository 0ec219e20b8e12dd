package io.notificationhub.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.net.URI;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.reactive.server.WebTestClient;

class TemplateBadInputTest extends TemplateServiceTest {

    @BeforeEach
    void nothingElseIsWritten() {
        awaitShippedTemplates();
    }

    static Stream<Arguments> fields() {
        return Stream.of(
                arguments("key", null, 400, "INVALID_REQUEST"),
                arguments("key", "", 400, "INVALID_REQUEST"),
                arguments("key", "k".repeat(129), 400, "INVALID_REQUEST"),
                arguments("key", "a/b", 400, "INVALID_REQUEST"),
                arguments("key", "a b", 400, "INVALID_REQUEST"),
                arguments("key", "a\0", 400, "INVALID_REQUEST"),
                arguments("key", "a\r\nX-Evil: 1", 400, "INVALID_REQUEST"),
                arguments("key", 5, 400, "INVALID_REQUEST"),
                arguments("locale", null, 400, "INVALID_REQUEST"),
                arguments("locale", "korean language", 400, "INVALID_REQUEST"),
                arguments("locale", "ko-kr\0", 400, "INVALID_REQUEST"),
                arguments("channelType", null, 400, "INVALID_REQUEST"),
                arguments("channelType", "FAX", 400, "INVALID_REQUEST"),
                arguments("channelType", "", 400, "INVALID_REQUEST"),
                arguments("channelType", 0, 400, "INVALID_REQUEST"),
                arguments("titleTemplate", null, 400, "INVALID_REQUEST"),
                arguments("titleTemplate", " ", 400, "INVALID_REQUEST"),
                arguments("titleTemplate", "t".repeat(201), 400, "INVALID_REQUEST"),
                arguments("titleTemplate", true, 400, "INVALID_REQUEST"),
                arguments("titleTemplate", "{name", 422, "TEMPLATE_INVALID"),
                arguments("titleTemplate", "\0", 422, "TEMPLATE_INVALID"),
                arguments("bodyTemplate", null, 400, "INVALID_REQUEST"),
                arguments("bodyTemplate", "", 400, "INVALID_REQUEST"),
                arguments("bodyTemplate", "b".repeat(4001), 400, "INVALID_REQUEST"),
                arguments("bodyTemplate", Map.of("a", "b"), 400, "INVALID_REQUEST"),
                arguments("bodyTemplate", "Hi {a{b}}", 422, "TEMPLATE_INVALID"),
                arguments("bodyTemplate", "Hi {}", 422, "TEMPLATE_INVALID"),
                arguments("bodyTemplate", "Hi {#list}x{/list}", 422, "TEMPLATE_INVALID"),
                arguments("bodyTemplate", "Hi }", 422, "TEMPLATE_INVALID"),
                arguments("bodyTemplate", "\u0002&v0\u0003", 422, "TEMPLATE_INVALID"),
                arguments("htmlTemplate", " ", 400, "INVALID_REQUEST"),
                arguments("htmlTemplate", "<style>a{color:red}</style>", 422, "TEMPLATE_INVALID"),
                arguments("vendorTemplateCode", "CODE", 400, "INVALID_REQUEST"),
                arguments("vendorTemplateCode", "한글", 400, "INVALID_REQUEST"));
    }

    @ParameterizedTest
    @MethodSource
    void fields(String field, Object value, int status, String code) {
        long before = stored();

        post(TEMPLATES, template(field, value))
                .expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType("application/problem+json")
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo(code)
                .jsonPath("$.errors[0].field")
                .isEqualTo(field)
                .jsonPath("$.errors[0].message")
                .isNotEmpty();

        assertThat(stored()).isEqualTo(before);
    }

    @Test
    void saysWhereEveryPartIsWrong() {
        post(TEMPLATES, template("titleTemplate", "Hi {name", "bodyTemplate", "{}", "htmlTemplate", "<p>{a{b}</p>"))
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.errors.length()")
                .isEqualTo(3)
                .jsonPath("$.errors[0].field")
                .isEqualTo("titleTemplate")
                .jsonPath("$.errors[0].message")
                .isEqualTo("position 3: placeholder is not closed")
                .jsonPath("$.errors[1].field")
                .isEqualTo("bodyTemplate")
                .jsonPath("$.errors[2].field")
                .isEqualTo("htmlTemplate");
    }

    @Test
    void fieldsMustGoWithTheChannel() {
        refused(template("channelType", "PUSH", "htmlTemplate", "<p>x</p>"), "htmlTemplate");
        refused(template("channelType", "KAKAO_ALIMTALK"), "vendorTemplateCode");
        refused(template("channelType", "SMS", "vendorTemplateCode", "X"), "vendorTemplateCode");
        String push = created(template("channelType", "PUSH"));
        put(push, Map.of("titleTemplate", "t", "bodyTemplate", "b", "htmlTemplate", "<p>x</p>"))
                .expectStatus()
                .isBadRequest();
        put(push, Map.of("titleTemplate", "t", "bodyTemplate", "{"))
                .expectStatus()
                .isEqualTo(422);
        assertThat(count("SELECT revision::bigint FROM template WHERE id = '" + push + "'"))
                .isEqualTo(1);
    }

    @Test
    void aTextMessageThatCanNeverBeSentIsRefused() {
        post(TEMPLATES, template("channelType", "SMS", "bodyTemplate", "가".repeat(1001)))
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("CONTENT_TOO_LONG");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "5",
                "\"text\"",
                "{",
                "{\"key\":\"a\",\"key\":\"b\"}",
                "{} trailing",
                "{\"key\":{\"a\":{\"a\":1}}}"
            })
    void bodiesThatAreNoTemplate(String body) {
        long before = stored();

        problem(post(TEMPLATES, body), 400, "INVALID_REQUEST");
        problem(put(UUID.randomUUID().toString(), body), 400, "INVALID_REQUEST");
        problem(post(TEMPLATES + "/order.created.v1/preview", body), 400, "INVALID_REQUEST");

        assertThat(stored()).isEqualTo(before);
    }

    static Stream<Arguments> previews() {
        return Stream.of(
                arguments("order.created.v1", "{\"channelType\":\"FAX\"}", 400, "INVALID_REQUEST"),
                arguments("order.created.v1", "{\"payload\":{}}", 400, "INVALID_REQUEST"),
                arguments(
                        "order.created.v1",
                        "{\"channelType\":\"EMAIL\",\"payload\":{\"orderId\":5}}",
                        400,
                        "INVALID_REQUEST"),
                arguments("order.created.v1", "{\"channelType\":\"EMAIL\",\"payload\":[]}", 400, "INVALID_REQUEST"),
                arguments("order.created.v1", "{\"channelType\":\"EMAIL\",\"locale\":\"\"}", 400, "INVALID_REQUEST"),
                arguments(
                        "order.shipped.v1",
                        "{\"channelType\":\"PUSH\",\"payload\":{\"orderId\":\"a\\u0000b\"}}",
                        400,
                        "INVALID_REQUEST"),
                arguments(
                        "order.shipped.v1",
                        "{\"channelType\":\"PUSH\",\"payload\":{\"orderId\":\"a\\ud800b\"}}",
                        400,
                        "INVALID_REQUEST"),
                arguments("order%00", "{\"channelType\":\"EMAIL\"}", 400, "INVALID_REQUEST"),
                arguments("no.such", "{\"channelType\":\"EMAIL\"}", 404, "TEMPLATE_NOT_FOUND"),
                arguments(
                        "order.shipped.v1",
                        "{\"channelType\":\"PUSH\",\"payload\":{\"orderId\":null}}",
                        422,
                        "TEMPLATE_VARIABLE_MISSING"),
                arguments(
                        "order.shipped.v1",
                        "{\"channelType\":\"PUSH\",\"payload\":{\"orderId\":\"" + "x".repeat(4000) + "\"}}",
                        422,
                        "CONTENT_TOO_LONG"));
    }

    @ParameterizedTest
    @MethodSource
    void previews(String templateKey, String body, int status, String code) {
        WebTestClient.ResponseSpec answer = operator()
                .post()
                .uri(URI.create(baseUrl() + TEMPLATES + "/" + templateKey + "/preview"))
                .header("Content-Type", "application/json")
                .bodyValue(body)
                .exchange();
        problem(answer, status, code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=101",
                "limit=-1",
                "limit=x",
                "limit=",
                "limit=99999999999",
                "limit=1&limit=2",
                "cursor=x",
                "cursor=",
                "cursor=1-1-1-1-1",
                "cursor=%00",
                "channelType=FAX",
                "channelType=",
                "channelType=email",
                "locale=x",
                "locale=",
                "key=",
                "key",
                "key=%00",
                "key=a&key=b"
            })
    void queries(String query) {
        WebTestClient.ResponseSpec answer = operator()
                .get()
                .uri(URI.create(baseUrl() + TEMPLATES + "?" + query))
                .exchange();
        problem(answer, 400, "INVALID_REQUEST");
    }

    @Test
    void whatIsNotThere() {
        problem(operator().get().uri(TEMPLATES + "/no.such").exchange(), 404, "TEMPLATE_NOT_FOUND");
        Map<String, String> text = Map.of("titleTemplate", "t", "bodyTemplate", "b");
        problem(put(UUID.randomUUID().toString(), text), 404, "TEMPLATE_NOT_FOUND");
        problem(put("no-uuid", text), 400, "INVALID_REQUEST");
        problem(operator().delete().uri(TEMPLATES + "/x").exchange(), 405, "METHOD_NOT_ALLOWED");
        problem(operator().get().uri("/api/v1/nothing").exchange(), 404, "NOT_FOUND");
        problem(
                operator()
                        .post()
                        .uri(TEMPLATES)
                        .header("Content-Type", "text/plain")
                        .bodyValue("x")
                        .exchange(),
                415,
                "UNSUPPORTED_MEDIA_TYPE");
        problem(post(TEMPLATES, template("bodyTemplate", "b".repeat(300_000))), 413, "PAYLOAD_TOO_LARGE");
    }

    private void refused(Map<String, Object> template, String field) {
        problem(post(TEMPLATES, template), 400, "INVALID_REQUEST")
                .jsonPath("$.errors[0].field")
                .isEqualTo(field);
    }

    private static WebTestClient.BodyContentSpec problem(WebTestClient.ResponseSpec answer, int status, String code) {
        return answer.expectStatus()
                .isEqualTo(status)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo(code)
                .jsonPath("$.traceId")
                .doesNotExist();
    }

    private long stored() {
        return count("SELECT (SELECT count(*) FROM template_revision) + (SELECT count(*) FROM outbox)");
    }
}
