package io.notificationhub.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.springframework.web.util.UriUtils;

class PathTricksTest {
    private static final String[] PIECES = {
        "a",
        "/",
        ".",
        "..",
        "%2f",
        "%2F",
        "%5c",
        "%2e",
        "%252f",
        "%25",
        "%20",
        ";x",
        "%3b",
        "한",
        "%ed%95%9c",
        "%00",
        "\\"
    };

    /** Whatever passes, read once or twice, has the segments that it had as it came. */
    @Test
    void noReadingOfAHarmlessPathLeadsElsewhere() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int harmless = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder path = new StringBuilder("/api/v1/users/u");
            for (int n = random.nextInt(6); n > 0; n--) {
                path.append(PIECES[random.nextInt(PIECES.length)]);
            }
            if (PathTricks.in(path.toString())) {
                continue;
            }
            harmless++;
            String once = UriUtils.decode(path.toString(), "UTF-8");
            assertThat(shape(once)).as("%s, seed %d", path, seed).isEqualTo(shape(path.toString()));
            assertThat(once).as("%s, seed %d", path, seed).doesNotContain("//", "/./", "/../", "\\", "\0");
            if (!once.contains("%")) {
                String normal = URI.create(UriUtils.encodePath(once, "UTF-8"))
                        .normalize()
                        .getPath();
                assertThat(normal).as("%s, seed %d", path, seed).isEqualTo(once);
            }
        }
        assertThat(harmless).isGreaterThan(1000);
    }

    @Test
    void anOrdinaryPathIsHarmless() {
        for (String path : new String[] {
            "/",
            "/console/",
            "/console/app.min.js",
            "/api/v1/users/a.b@c...d",
            "/api/v1/users/100%25",
            "/api/v1/users/.hidden",
            "/a/...",
            "/a/b%3Bc"
        }) {
            assertThat(PathTricks.in(path)).as(path).isFalse();
        }
    }

    private static long shape(String path) {
        return path.chars().filter(c -> c == '/').count();
    }
}
