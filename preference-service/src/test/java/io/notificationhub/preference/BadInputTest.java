package io.notificationhub.preference;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;

class BadInputTest extends ServiceTest {
    private static final String USER = "PUT /api/v1/users/bad";
    private static final String PREFERENCES = "PUT /api/v1/users/bad/preferences";
    private static final String DEVICES = "POST /api/v1/devices";
    private static final String TOKEN = "t".repeat(32);

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource({"anywhere", "users", "preferences", "devices"})
    void isRefusedWithAProblemAndNothingIsStored(String request, String body) {
        long before = stored();
        String[] methodAndPath = request.split(" ", 2);

        web.method(HttpMethod.valueOf(methodAndPath[0]))
                .uri(URI.create("http://127.0.0.1:" + port + methodAndPath[1]))
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(json(body))
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("INVALID_REQUEST");

        assertThat(stored()).isEqualTo(before);
    }

    static Stream<Arguments> anywhere() {
        return Stream.of(USER, PREFERENCES, DEVICES)
                .flatMap(request -> Stream.of(
                                "",
                                "null",
                                "[]",
                                "7",
                                "'text'",
                                "{",
                                "{'a': 1} {'b': 2}",
                                "{'a': 1, 'a': 2}",
                                "\\u0000",
                                "{'a':".repeat(40) + "1" + "}".repeat(40))
                        .map(body -> Arguments.of(request, body)));
    }

    static Stream<Arguments> users() {
        Stream<Arguments> paths = Stream.of(
                        "PUT /api/v1/users/" + "x".repeat(129),
                        "PUT /api/v1/users/%00",
                        "PUT /api/v1/users/%20%20",
                        "PUT /api/v1/users/a%0Ab",
                        "PUT /api/v1/users/a%C2%85b",
                        "PUT /api/v1/users/a%E2%80%A8b",
                        "GET /api/v1/users/" + "x".repeat(129),
                        "DELETE /api/v1/users/%00",
                        "GET /internal/v1/profiles/%00",
                        "PUT /api/v1/users/%00/preferences",
                        "GET /api/v1/users/%00/preferences",
                        "GET /api/v1/users/%1F/devices")
                .map(request -> Arguments.of(request, "{}"));
        return Stream.concat(
                paths,
                bodies(
                        USER,
                        "{'email': 'no-at-sign'}",
                        "{'email': ''}",
                        "{'email': 'a@b'}",
                        "{'email': 'a@@example.com'}",
                        "{'email': '.a@example.com'}",
                        "{'email': 'a..b@example.com'}",
                        "{'email': 'a@-example.com'}",
                        "{'email': 'a@example..com'}",
                        "{'email': 'a b@example.com'}",
                        "{'email': 'a@example.com\\r\\nBcc: b@example.com'}",
                        "{'email': 'a\\u0000@example.com'}",
                        "{'email': 'é@example.com'}",
                        "{'email': '" + "a".repeat(65) + "@example.com'}",
                        "{'email': 'a@" + "b".repeat(64) + ".com'}",
                        "{'email': 'a@" + "b.".repeat(130) + "com'}",
                        "{'email': 5}",
                        "{'email': true}",
                        "{'email': ['a@example.com']}",
                        "{'email': {}}",
                        "{'phone': '01012345678'}",
                        "{'phone': '+'}",
                        "{'phone': '+0123456789'}",
                        "{'phone': '+82-10-1234-5678'}",
                        "{'phone': '+1234567890123456'}",
                        "{'phone': '+12345'}",
                        "{'phone': '+８２１０１２３４５６７'}",
                        "{'phone': 821012345678}",
                        "{'kakaoPhone': '010'}",
                        "{'kakaoPhone': ''}",
                        "{'locale': 'korean-language'}",
                        "{'locale': 'ko_KR'}",
                        "{'locale': ''}",
                        "{'locale': 5}",
                        "{'locale': 'ko-" + "a".repeat(40) + "'}",
                        "{'locale': '../../etc'}",
                        "{'timezone': 'Seoul'}",
                        "{'timezone': 'asia/seoul'}",
                        "{'timezone': '+09:00'}",
                        "{'timezone': 'SystemV/EST5'}",
                        "{'timezone': 'UTC+9'}",
                        "{'timezone': ''}",
                        "{'timezone': 9}",
                        "{'timezone': {}}"));
    }

    static Stream<Arguments> preferences() {
        return bodies(
                PREFERENCES,
                "{'kind': 'NEWSLETTER', 'allowed': false}",
                "{'kind': 'marketing', 'allowed': false}",
                "{'kind': '', 'allowed': true}",
                "{'kind': 3, 'allowed': true}",
                "{'kind': 'MARKETING'}",
                "{'kind': 'MARKETING', 'alowed': false}",
                "{'allowed': false}",
                "{'nightAllowed': true}",
                "{'kind': 'MARKETING', 'allowed': 'no'}",
                "{'kind': 'MARKETING', 'allowed': 0}",
                "{'kind': 'MARKETING', 'allowed': 'false'}",
                "{'kind': 'MARKETING', 'nightAllowed': 1}",
                "{'preferredChannels': ['FAX']}",
                "{'preferredChannels': [null]}",
                "{'preferredChannels': 'SMS'}",
                "{'preferredChannels': [0]}",
                "{'preferredChannels': {}}",
                "{'quietHours': {}}",
                "{'quietHours': {'start': '22:00'}}",
                "{'quietHours': {'start': '24:00', 'end': '08:00'}}",
                "{'quietHours': {'start': '22:60', 'end': '08:00'}}",
                "{'quietHours': {'start': '9pm', 'end': '08:00'}}",
                "{'quietHours': {'start': '22:00', 'end': '22:00:00'}}",
                "{'quietHours': {'start': 22, 'end': 8}}",
                "{'quietHours': '22:00-08:00'}",
                "{'quietHours': {'start': [22, 0], 'end': [8, 0]}}",
                "{'quietHours': false}",
                "{'disableQuietHours': 'yes'}",
                "{'disableQuietHours': 1}",
                "{'timezone': 'Mars/Olympus'}",
                "{'kind': 'SECURITY', 'allowed': false, 'timezone': 'Mars/Olympus'}");
    }

    static Stream<Arguments> devices() {
        Stream<Arguments> paths = Stream.of(Arguments.of("DELETE /api/v1/devices/not-a-uuid", "{}"));
        return Stream.concat(
                paths,
                bodies(
                        DEVICES,
                        "{}",
                        "{'recipientId': 'bad', 'platform': 'IOS'}",
                        "{'recipientId': 'bad', 'token': '" + TOKEN + "'}",
                        "{'platform': 'IOS', 'token': '" + TOKEN + "'}",
                        device("bad", "WINDOWS", TOKEN),
                        device("bad", "ios", TOKEN),
                        device("", "IOS", TOKEN),
                        device("x".repeat(129), "IOS", TOKEN),
                        device("a\\u0000b", "IOS", TOKEN),
                        device("a\\ud800b", "IOS", TOKEN),
                        device("bad", "IOS", "t".repeat(31)),
                        device("bad", "IOS", "t".repeat(4097)),
                        device("bad", "IOS", TOKEN + " "),
                        device("bad", "IOS", TOKEN + "\\n"),
                        device("bad", "IOS", TOKEN + "\\u0000"),
                        device("bad", "IOS", TOKEN + "토큰"),
                        "{'recipientId': 7, 'platform': 'IOS', 'token': '" + TOKEN + "'}",
                        "{'recipientId': 'bad', 'platform': 1, 'token': '" + TOKEN + "'}"));
    }

    private static String device(String recipientId, String platform, String token) {
        return "{'recipientId': '" + recipientId + "', 'platform': '" + platform + "', 'token': '" + token + "'}";
    }

    private static Stream<Arguments> bodies(String request, String... bodies) {
        return Stream.of(bodies).map(body -> Arguments.of(request, body));
    }
}
