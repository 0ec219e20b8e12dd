package io.notificationhub.template;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

class TemplateApiTest extends TemplateServiceTest {

    @Test
    void createsATemplateAndShowsIt() {
        post(TEMPLATES, template("locale", "KO_kr", "htmlTemplate", "<p>{orderId} {html}</p>"))
                .expectStatus()
                .isCreated()
                .expectHeader()
                .location(TEMPLATES + "/" + key)
                .expectBody()
                .jsonPath("$.id")
                .isNotEmpty()
                .jsonPath("$.key")
                .isEqualTo(key)
                .jsonPath("$.locale")
                .isEqualTo("ko-kr")
                .jsonPath("$.channelType")
                .isEqualTo("EMAIL")
                .jsonPath("$.titleTemplate")
                .isEqualTo("안녕하세요 {name}님")
                .jsonPath("$.bodyTemplate")
                .isEqualTo("주문 {orderId}이 접수되었습니다.")
                .jsonPath("$.htmlTemplate")
                .isEqualTo("<p>{orderId} {html}</p>")
                .jsonPath("$.variables")
                .isEqualTo(List.of("html", "name", "orderId"))
                .jsonPath("$.revision")
                .isEqualTo(1)
                .jsonPath("$.createdAt")
                .isNotEmpty()
                .jsonPath("$.updatedAt")
                .isNotEmpty()
                .jsonPath("$.smsType")
                .doesNotExist()
                .jsonPath("$.vendorTemplateCode")
                .doesNotExist()
                .jsonPath("$.revisions")
                .doesNotExist();

        get(TEMPLATES + "/" + key)
                .jsonPath("$.key")
                .isEqualTo(key)
                .jsonPath("$.items.length()")
                .isEqualTo(1)
                .jsonPath("$.items[0].locale")
                .isEqualTo("ko-kr")
                .jsonPath("$.items[0].revisions.length()")
                .isEqualTo(1);
    }

    @Test
    void revisesATemplateAndKeepsItsHistory() {
        String id = created(template("htmlTemplate", "<p>old</p>"));
        created(template("locale", "en-us"));

        put(id, Map.of("titleTemplate", "새 제목", "bodyTemplate", "새 본문 {what}"))
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.id")
                .isEqualTo(id)
                .jsonPath("$.revision")
                .isEqualTo(2)
                .jsonPath("$.variables")
                .isEqualTo(List.of("what"))
                .jsonPath("$.htmlTemplate")
                .doesNotExist();

        get(TEMPLATES + "/" + key)
                .jsonPath("$.items[*].locale")
                .isEqualTo(List.of("en-us", "ko-kr"))
                .jsonPath("$.items[0].revision")
                .isEqualTo(1)
                .jsonPath("$.items[1].titleTemplate")
                .isEqualTo("새 제목")
                .jsonPath("$.items[1].revisions[*].revision")
                .isEqualTo(List.of(2, 1))
                .jsonPath("$.items[1].revisions[1].bodyTemplate")
                .isEqualTo("주문 {orderId}이 접수되었습니다.")
                .jsonPath("$.items[1].revisions[1].htmlTemplate")
                .isEqualTo("<p>old</p>");
        assertThat(count("SELECT count(*) FROM template_revision WHERE created_by = 'kim' AND template_id = '" + id
                        + "'"))
                .isEqualTo(2);
    }

    @Test
    void aNameIsTakenOnce() {
        String id = created(template());

        post(TEMPLATES, template("locale", "KO-KR", "titleTemplate", "other"))
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("TEMPLATE_EXISTS")
                .jsonPath("$.templateId")
                .isEqualTo(id);
        created(template("channelType", "PUSH"));
    }

    @Test
    void conflictWinsOverInvalidText() {
        created(template());

        post(TEMPLATES, template("bodyTemplate", "{")).expectStatus().isEqualTo(409);
    }

    @ParameterizedTest
    @CsvSource({
        "a, 90, SMS",
        "a, 91, LMS",
        "가, 45, SMS",
        "가, 46, LMS",
    })
    void tellsWhatATextIsSentAsWithItsVariablesEmpty(String letter, int times, String type) {
        post(TEMPLATES, template("channelType", "SMS", "bodyTemplate", "{x}" + letter.repeat(times) + "{y}"))
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.smsType")
                .isEqualTo(type)
                .jsonPath("$.unsupportedCharacters")
                .doesNotExist();
    }

    @Test
    void reportsCharactersThatATextMessageLacks() {
        post(TEMPLATES, template("channelType", "SMS", "bodyTemplate", "{x} 똠 😀"))
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.unsupportedCharacters")
                .isEqualTo(List.of("똠", "😀"));
    }

    @Test
    void previewsInTheLocaleAskedForElseInTheFallback() {
        created(template("htmlTemplate", "<p>{orderId}</p>"));
        created(template("locale", "en-us", "titleTemplate", "Hello {name}", "bodyTemplate", "{{{orderId}}}"));
        Map<String, String> payload = Map.of("name", "<Kim>", "orderId", "<1>");

        preview(Map.of("locale", "en-US", "channelType", "EMAIL", "payload", payload))
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.locale")
                .isEqualTo("en-us")
                .jsonPath("$.title")
                .isEqualTo("Hello <Kim>")
                .jsonPath("$.body")
                .isEqualTo("{<1>}")
                .jsonPath("$.byteLength")
                .isEqualTo(5)
                .jsonPath("$.html")
                .doesNotExist()
                .jsonPath("$.smsType")
                .doesNotExist();
        for (String locale : List.of("fr-fr", "ko-kr")) {
            preview(Map.of("locale", locale, "channelType", "EMAIL", "payload", payload))
                    .expectStatus()
                    .isOk()
                    .expectBody()
                    .jsonPath("$.locale")
                    .isEqualTo("ko-kr")
                    .jsonPath("$.title")
                    .isEqualTo("안녕하세요 <Kim>님")
                    .jsonPath("$.html")
                    .isEqualTo("<p>&lt;1&gt;</p>");
        }
        preview(Map.of("channelType", "EMAIL", "payload", payload))
                .expectBody()
                .jsonPath("$.locale")
                .isEqualTo("ko-kr");
        preview(Map.of("channelType", "PUSH", "payload", payload))
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("TEMPLATE_NOT_FOUND");
    }

    @Test
    void previewsATextMessageWithItsSize() {
        created(template("channelType", "SMS", "bodyTemplate", "{x}"));

        preview(Map.of("channelType", "SMS", "payload", Map.of("name", "n", "x", "가".repeat(46))))
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.byteLength")
                .isEqualTo(92)
                .jsonPath("$.smsType")
                .isEqualTo("LMS");
        preview(Map.of("channelType", "SMS", "payload", Map.of("name", "n", "x", "가".repeat(1001))))
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("CONTENT_TOO_LONG");
    }

    @Test
    void previewNamesEveryMissingVariable() {
        created(template());

        preview(Map.of("channelType", "EMAIL", "payload", Map.of("other", "x")))
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("TEMPLATE_VARIABLE_MISSING")
                .jsonPath("$.errors[*].field")
                .isEqualTo(List.of("payload.name", "payload.orderId"));
    }

    @Test
    void alimTalkCarriesTheApprovedCode() {
        post(TEMPLATES, template("channelType", "KAKAO_ALIMTALK", "vendorTemplateCode", "ORDER_01"))
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.vendorTemplateCode")
                .isEqualTo("ORDER_01");
    }

    @Test
    void pagesThroughAllTemplatesOnceWhileOthersAreAdded() {
        List<String> ids = new ArrayList<>();
        for (String locale : List.of("ko-kr", "en-us", "ja-jp", "fr-fr", "de-de")) {
            ids.add(created(template("locale", locale)));
        }

        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            Map<?, ?> page = json(producer()
                    .get()
                    .uri(TEMPLATES + "?limit=2&key=" + key + cursor)
                    .exchange()
                    .expectStatus()
                    .isOk());
            for (Object item : (List<?>) requireNonNull(page.get("items"))) {
                seen.add(String.valueOf(((Map<?, ?>) item).get("id")));
            }
            if (seen.size() == 2) {
                ids.add(created(template("locale", "es-es")));
            }
            cursor = page.get("nextCursor") == null ? "" : "&cursor=" + page.get("nextCursor");
        } while (!cursor.isEmpty());

        assertThat(seen).containsExactlyElementsOf(ids);
    }

    @Test
    void aCursorIsGoodForTheListThatGaveItOutOnly() {
        String first = created(template());
        created(template("locale", "en-us"));
        Object cursor = json(producer()
                        .get()
                        .uri(TEMPLATES + "?limit=1&key=" + key)
                        .exchange())
                .get("nextCursor");

        for (String query : List.of(
                "cursor=" + cursor,
                "key=" + key + "&locale=en-us&cursor=" + cursor,
                "key=" + key + "&channelType=EMAIL&cursor=" + cursor,
                "key=" + key + "&cursor=" + first)) {
            producer()
                    .get()
                    .uri(TEMPLATES + "?" + query)
                    .exchange()
                    .expectStatus()
                    .isBadRequest()
                    .expectBody()
                    .jsonPath("$.errors[0].field")
                    .isEqualTo("cursor");
        }
        list("limit=5&key=" + key + "&cursor=" + cursor)
                .jsonPath("$.items.length()")
                .isEqualTo(1);
    }

    /** As JSON Schema counts them: a character beyond the basic plane is one, though Java has two units for it. */
    @Test
    void lengthsAreCountedInCharacters() {
        String text = "😀".repeat(200);
        created(template("titleTemplate", text, "bodyTemplate", "😀".repeat(3997) + "{x}"));

        post(TEMPLATES + "/" + key + "/preview", Map.of("channelType", "EMAIL", "payload", Map.of("x", "😀😀😀")))
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.title")
                .isEqualTo(text);
        post(TEMPLATES + "/" + key + "/preview", Map.of("channelType", "EMAIL", "payload", Map.of("x", "😀😀😀😀")))
                .expectStatus()
                .isEqualTo(422);
        post(TEMPLATES, template("locale", "en-us", "titleTemplate", text + "😀"))
                .expectStatus()
                .isBadRequest();
    }

    @Test
    void filtersTheList() {
        created(template());
        created(template("channelType", "PUSH"));
        created(template("channelType", "PUSH", "locale", "en-us"));

        list("key=" + key + "&channelType=PUSH").jsonPath("$.items.length()").isEqualTo(2);
        list("key=" + key + "&locale=KO-KR").jsonPath("$.items.length()").isEqualTo(2);
        list("key=" + key + "&locale=en-us&channelType=PUSH")
                .jsonPath("$.items.length()")
                .isEqualTo(1);
        list("key=" + key + ".none").jsonPath("$.items.length()").isEqualTo(0);
        list("limit=1").jsonPath("$.items.length()").isEqualTo(1);
    }

    @Test
    void producersReadAndPreviewButDoNotWrite() {
        created(template());

        producer().get().uri(TEMPLATES).exchange().expectStatus().isOk();
        producer().get().uri(TEMPLATES + "/" + key).exchange().expectStatus().isOk();
        producer()
                .post()
                .uri(TEMPLATES + "/{key}/preview", key)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("channelType", "EMAIL", "payload", Map.of("name", "n", "orderId", "o")))
                .exchange()
                .expectStatus()
                .isOk();
        for (WebTestClient caller : List.of(producer(), anonymous())) {
            caller.post()
                    .uri(TEMPLATES)
                    .contentType(MediaType.APPLICATION_JSON)
                    .bodyValue(template("bodyTemplate", null))
                    .exchange()
                    .expectStatus()
                    .isUnauthorized()
                    .expectBody()
                    .jsonPath("$.code")
                    .isEqualTo("UNAUTHORIZED_ADMIN");
        }
        anonymous().get().uri(TEMPLATES).exchange().expectStatus().isUnauthorized();
    }

    private WebTestClient.ResponseSpec preview(Object body) {
        return post(TEMPLATES + "/" + key + "/preview", body);
    }

    private WebTestClient.BodyContentSpec get(String path) {
        return producer().get().uri(path).exchange().expectStatus().isOk().expectBody();
    }

    private WebTestClient.BodyContentSpec list(String query) {
        return get(TEMPLATES + "?" + query);
    }
}
