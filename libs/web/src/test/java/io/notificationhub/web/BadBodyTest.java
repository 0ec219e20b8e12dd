package io.notificationhub.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BadBodyTest extends EdgeTest {

    @Test
    void aGoodBodyIsTakenAsItIs() {
        byte[] body = Objects.requireNonNull(post("/things", """
                        {"name": "한글 😀", "count": 3, "flag": true, "kind": "SECURITY", "at": "2026-05-04T18:30:51+09:00",
                         "ref": "0198f3a2-6d10-7c4e-9b1f-2f8e6a7c5d01", "channels": ["SMS"], "payload": {"a": "1"},
                         "parts": [{"id": "p", "weight": 1}], "unknownField": [1]}""")
                .expectStatus()
                .isOk()
                .expectBody()
                .returnResult()
                .getResponseBody());

        assertThat(JsonMapper.shared().readTree(body))
                .isEqualTo(JsonMapper.shared().readTree("""
                {"name": "한글 😀", "count": 3, "flag": true, "kind": "SECURITY", "at": "2026-05-04T09:30:51Z",
                 "ref": "0198f3a2-6d10-7c4e-9b1f-2f8e6a7c5d01", "channels": ["SMS"], "payload": {"a": "1"},
                 "parts": [{"id": "p", "weight": 1}]}"""));
    }

    /** Single quotes stand for double ones. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                // a value of another type
                "{'name': 5, 'count': 1}                                              | name",
                "{'name': 1.5, 'count': 1}                                            | name",
                "{'name': true, 'count': 1}                                           | name",
                "{'name': ['a'], 'count': 1}                                          | name",
                "{'name': {}, 'count': 1}                                             | name",
                "{'name': 'a', 'count': '1'}                                          | count",
                "{'name': 'a', 'count': ''}                                           | count",
                "{'name': 'a', 'count': 1.5}                                          | count",
                "{'name': 'a', 'count': 1.0}                                          | count",
                "{'name': 'a', 'count': true}                                         | count",
                "{'name': 'a', 'count': null}                                         | count",
                "{'name': 'a', 'count': [1]}                                          | count",
                "{'name': 'a', 'count': 99999999999}                                  | count",
                "{'name': 'a'}                                                        | count",
                "{'name': 'a', 'count': 1, 'flag': 'true'}                            | flag",
                "{'name': 'a', 'count': 1, 'flag': 1}                                 | flag",
                "{'name': 'a', 'count': 1, 'flag': ''}                                | flag",
                "{'name': 'a', 'count': 1, 'at': 1777887051}                          | at",
                "{'name': 'a', 'count': 1, 'at': 1777887051.5}                        | at",
                "{'name': 'a', 'count': 1, 'at': '1777887051'}                        | at",
                "{'name': 'a', 'count': 1, 'at': 'tomorrow'}                          | at",
                "{'name': 'a', 'count': 1, 'at': '2026-02-30T00:00:00Z'}              | at",
                "{'name': 'a', 'count': 1, 'at': '2026-05-04T09:30:51'}               | at",
                "{'name': 'a', 'count': 1, 'at': ''}                                  | at",
                "{'name': 'a', 'count': 1, 'ref': 'x'}                                | ref",
                "{'name': 'a', 'count': 1, 'ref': ''}                                 | ref",
                "{'name': 'a', 'count': 1, 'ref': 5}                                  | ref",
                "{'name': 'a', 'count': 1, 'channels': 'SMS'}                         | channels",
                "{'name': 'a', 'count': 1, 'channels': ''}                            | channels",
                "{'name': 'a', 'count': 1, 'channels': ['SMS', 5]}                    | channels[1]",
                "{'name': 'a', 'count': 1, 'payload': {'x': 5}}                       | payload.x",
                "{'name': 'a', 'count': 1, 'payload': {'x': {}}}                      | payload.x",
                "{'name': 'a', 'count': 1, 'payload': []}                             | payload",
                "{'name': 'a', 'count': 1, 'payload': ''}                             | payload",
                "{'name': 'a', 'count': 1, 'parts': [{'id': 'p', 'weight': 'heavy'}]} | parts[0].weight",
                // a value that the enum lacks
                "{'name': 'a', 'count': 1, 'kind': 'URGENT'}                          | kind",
                "{'name': 'a', 'count': 1, 'kind': 'security'}                        | kind",
                "{'name': 'a', 'count': 1, 'kind': 0}                                 | kind",
                "{'name': 'a', 'count': 1, 'kind': ''}                                | kind",
                "{'name': 'a', 'count': 1, 'channels': ['PIGEON']}                    | channels[0]",
                // a value out of bounds
                "{'name': '', 'count': 1}                                             | name",
                "{'name': null, 'count': 1}                                           | name",
                "{'count': 1}                                                         | name",
                "{'name': '12345678901', 'count': 1}                                  | name",
                "{'name': 'a', 'count': 1, 'channels': ['SMS', 'PUSH', 'EMAIL']}      | channels",
                "{'name': 'a', 'count': 1, 'parts': [{'id': 'p', 'weight': 1}, {'id': ' ', 'weight': 1}]} | parts[1].id",
            })
    void aBadFieldIsNamed(String body, String field) {
        JsonNode problem = problem(post("/things", body.replace('\'', '"')), CommonError.INVALID_REQUEST, "/things");

        assertThat(problem.get("errors")
                        .valueStream()
                        .map(error -> error.get("field").asString()))
                .containsExactly(field);
        assertThat(problem.get("errors")
                        .valueStream()
                        .map(error -> error.get("message").asString()))
                .noneMatch(String::isBlank);
    }

    /** A field may be called so. */
    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "5", "'text'", "''"})
    void aBodyThatIsNoObjectIsNotBlamedOnAField(String body) {
        JsonNode problem = problem(post("/things", body.replace('\'', '"')), CommonError.INVALID_REQUEST, "/things");

        assertThat(problem.has("errors")).isFalse();
        assertThat(problem.get("detail").asString()).isEqualTo("The body must be one JSON object");
    }

    @Test
    void everyBadFieldIsNamedOnce() {
        JsonNode problem = problem(
                post("/things", "{\"name\": \"\", \"count\": 1, \"parts\": [{\"id\": \"\", \"weight\": 1}]}"),
                CommonError.INVALID_REQUEST,
                "/things");

        assertThat(problem.get("errors")
                        .valueStream()
                        .map(error -> error.get("field").asString()))
                .containsExactly("name", "parts[0].id");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "{",
                "nonsense",
                "{'name': 'a', 'count': 1",
                "{'name': 'a', 'count': 1} {}",
                "{'name': 'a', 'count': 1} x",
                "{'name': 'a', 'count': 1}]",
                "{'name': 'a', 'name': 'b', 'count': 1}",
                "{'name': 'a', 'count': 1, 'payload': {'x': '1', 'x': '2'}}",
                "{'name': 'a', 'count': 1, /* why */ 'flag': true}",
                "{'name': 'a', 'count': NaN}",
                "{'name': 'a', 'count': 01}",
                "{name: 'a', 'count': 1}",
                "{'name': 'a\u0001', 'count': 1}",
            })
    void textThatIsNoJsonIsRefused(String body) {
        problem(post("/things", body.replace('\'', '"')), CommonError.INVALID_REQUEST, "/things");
    }

    /** Each character stands for a byte. The sequences are what RFC 3629 forbids. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u00ff",
                "\u0080",
                "\u00c3",
                "\u00ed\u0095",
                "\u00c0\u00af",
                "\u00e0\u0080\u00af",
                "\u00f0\u0080\u0080\u00af",
                "\u00ed\u00a0\u0080",
                "\u00f4\u0090\u0080\u0080"
            })
    void bytesThatAreNoUtf8AreRefused(String bytes) {
        byte[] body = ("{\"name\": \"a" + bytes + "\", \"count\": 1}").getBytes(StandardCharsets.ISO_8859_1);

        JsonNode problem = problem(
                web.post()
                        .uri("/things")
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(body)
                        .exchange(),
                CommonError.INVALID_REQUEST,
                "/things");

        assertThat(problem.get("detail").asString()).isEqualTo("The body is not well-formed UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32LE"})
    void jsonInAnotherEncodingIsRefused(String charset) {
        JsonNode problem = problem(
                web.post()
                        .uri("/things")
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue("{\"name\": \"a\", \"count\": 1}".getBytes(Charset.forName(charset)))
                        .exchange(),
                CommonError.INVALID_REQUEST,
                "/things");

        assertThat(problem.get("detail").asString()).isEqualTo("The body is not well-formed UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"x\":"})
    void deepNestingIsRefused(String open) {
        String close = "[".equals(open) ? "]" : "}";
        String deep = open.repeat(20_000) + "1" + close.repeat(20_000);

        problem(
                post("/things", "{\"name\": \"a\", \"count\": 1, \"unknown\": " + deep + "}"),
                CommonError.INVALID_REQUEST,
                "/things");
    }

    @Test
    void aNumberOfAThousandDigitsIsRefused() {
        problem(
                post("/things", "{\"name\": \"a\", \"count\": " + "9".repeat(5_000) + "}"),
                CommonError.INVALID_REQUEST,
                "/things");
    }
}
