package io.notificationhub.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.notificationhub.contracts.DeliveryRequested;
import io.notificationhub.contracts.Kind;
import java.text.BreakIterator;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** FCM takes 4,096 bytes, a notification's text may have 4,000 characters. */
class LongTextTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Clock CLOCK = Clock.fixed(Requests.NOW, ZoneOffset.UTC);
    private static final String FAMILY = "👨‍👩‍👧‍👦";
    private static final int SEED = 20260302;

    private static byte[] json(String body) {
        DeliveryRequested message = Requests.of(Kind.SERVICE, "t".repeat(163), body, Duration.ofHours(1))
                .message();
        return FcmRequest.of(message, CLOCK).json();
    }

    private static String body(byte[] json) {
        return JSON.readTree(json).at("/message/notification/body").stringValue();
    }

    static Stream<String> tooLong() {
        Stream<String> regular = Stream.of(
                "a".repeat(4_000),
                "가".repeat(4_000),
                "가나다 ".repeat(1_000),
                "😀".repeat(2_000),
                FAMILY.repeat(360),
                "🇰🇷".repeat(1_000),
                "e\u0301".repeat(2_000),
                "\"".repeat(4_000),
                "\\".repeat(4_000),
                "\u0001".repeat(4_000),
                "\r\n".repeat(2_000));
        RandomGenerator random = new Random(SEED);
        List<String> pieces = List.of("a", "가", "😀", FAMILY, "🇰🇷", "e\u0301", "\"", "\\", "\u0007", "\n", " ");
        return Stream.concat(
                regular,
                Stream.generate(() -> IntStream.generate(() -> random.nextInt(pieces.size()))
                                .limit(3_000)
                                .mapToObj(pieces::get)
                                .reduce("x", String::concat))
                        .limit(50));
    }

    @ParameterizedTest
    @MethodSource("tooLong")
    void of_a_text_that_is_too_long_as_much_goes_as_there_is_room_for(String body) {
        byte[] json = json(body);
        String shown = body(json);

        assertThat(json.length).isLessThanOrEqualTo(FcmRequest.LARGEST);
        assertThat(shown).endsWith("…");
        String kept = shown.substring(0, shown.length() - 1);
        assertThat(body).startsWith(kept);
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(body);
        assertThat(characters.isBoundary(kept.length())).isTrue();
        String rest = body.substring(kept.length());
        int next = rest.length() - rest.stripLeading().length();
        String more = body.substring(0, characters.following(kept.length() + next)) + "…";
        assertThat(json.length + Excerpt.bytes(more) - Excerpt.bytes(shown))
                .as("with one character more")
                .isGreaterThan(FcmRequest.LARGEST);
    }

    @Test
    void nothing_else_of_the_message_changes() {
        assertThat(withoutBody(json("가".repeat(4_000)))).isEqualTo(withoutBody(json("short")));
    }

    private static JsonNode withoutBody(byte[] json) {
        JsonNode message = JSON.readTree(json);
        ((ObjectNode) message.at("/message/notification")).remove("body");
        return message;
    }

    @Test
    void a_text_that_just_fits_goes_whole_and_one_byte_more_does_not() {
        int room = FcmRequest.LARGEST - json("").length;

        assertThat(json("a".repeat(room))).hasSize(FcmRequest.LARGEST);
        assertThat(body(json("a".repeat(room)))).isEqualTo("a".repeat(room));
        assertThat(body(json("a".repeat(room + 1)))).isEqualTo("a".repeat(room - 3) + "…");
    }

    @Test
    void a_text_without_any_room_is_left_out() {
        assertThat(Excerpt.of("text", 3)).isEqualTo("…");
        assertThat(Excerpt.of("text", 2)).isEmpty();
        assertThat(Excerpt.of("text", -100)).isEmpty();
    }
}
