package io.notificationhub.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(OutputCaptureExtension.class)
class AccessLogTest extends GatewayTest {
    private static final Pattern LINE = Pattern.compile("access.*: (\\{.*\"requestId\":\"access-log-(\\d)\".*})");

    @Test
    void aLineSaysWhoAskedForWhatAndNoSecretOrAddress(CapturedOutput output) throws Exception {
        raw().request(
                        "GET /api/v1/users/jane.doe@example.com/preferences?email=jane.doe@example.com HTTP/1.1",
                        "X-Api-Key: " + KEY,
                        "X-Admin-Token: s3cret-token",
                        "Authorization: Bearer s3cret-token",
                        "Cookie: hub_operator=s3cret-token",
                        "X-Request-Id: access-log-1");
        raw().request(
                        "GET /api/v1/admin/dlq/01981d3c-7b2a-7c3e-9a41-3f2b8c1d4e5f HTTP/1.1",
                        "X-Admin-Token: s3cret-token",
                        "X-Request-Id: access-log-2");
        raw().request("GET /s3cret-token HTTP/1.1", "X-Request-Id: access-log-3");
        raw().request(
                        "GET /api/v1/users/u%22,%22operator%22:%22root HTTP/1.1",
                        "X-Api-Key: " + KEY, "X-Request-Id: access-log-4");

        JsonNode user = line(output, 1);
        assertThat(user.get("path").asString()).isEqualTo("/api/v1/users/ja***om/preferences");
        assertThat(user.get("status").asInt()).isEqualTo(200);
        assertThat(user.get("producer").asString()).isEqualTo("local-producer");
        assertThat(user.get("ip").asString()).isEqualTo("127.0.0.1");
        JsonNode desk = line(output, 2);
        assertThat(desk.get("path").asString()).endsWith("/01981d3c-7b2a-7c3e-9a41-3f2b8c1d4e5f");
        assertThat(desk.get("status").asInt()).isEqualTo(401);
        assertThat(line(output, 3).get("path").asString()).isEqualTo("-");
        assertThat(line(output, 4).has("operator")).isFalse();
        assertThat(output.getAll()).doesNotContain("s3cret-token", "jane.doe", INNER_SECRET, "X-Api-Key: " + KEY);
    }

    private static JsonNode line(CapturedOutput output, int request) {
        return await().until(
                        () -> {
                            Matcher lines = LINE.matcher(output.getAll());
                            while (lines.find()) {
                                if (lines.group(2).equals(Integer.toString(request))) {
                                    return JsonMapper.shared().readTree(lines.group(1));
                                }
                            }
                            return null;
                        },
                        found -> found != null);
    }
}
