package io.notificationhub.templating;

import static io.notificationhub.templating.MarketingSms.Violation.AD_MARK_MISSING;
import static io.notificationhub.templating.MarketingSms.Violation.FREE_OPT_OUT_MISSING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MarketingSmsTest {

    static Stream<Arguments> anyFreeNumber() {
        return Stream.of(
                arguments("(광고) 여름 할인\n무료수신거부 080-123-4567", Set.of()),
                arguments("(광고)여름 할인 무료수신거부080-1234-5678\n", Set.of()),
                arguments("(광고) 할인 무료거부 0801234567", Set.of()),
                arguments("(광고) 할인 무료 수신거부: 080 123 4567", Set.of()),
                arguments("여름 할인 무료수신거부 080-123-4567", Set.of(AD_MARK_MISSING)),
                arguments(" (광고) 할인 무료수신거부 080-123-4567", Set.of(AD_MARK_MISSING)),
                arguments("할인 (광고) 무료수신거부 080-123-4567", Set.of(AD_MARK_MISSING)),
                arguments("(광고) 할인", Set.of(FREE_OPT_OUT_MISSING)),
                arguments("(광고) 할인 080-123-4567", Set.of(FREE_OPT_OUT_MISSING)),
                arguments("(광고) 할인 무료수신거부 02-123-4567", Set.of(FREE_OPT_OUT_MISSING)),
                arguments("(광고) 무료수신거부 080-123-4567 할인", Set.of(FREE_OPT_OUT_MISSING)),
                arguments("(광고) 할인 무료수신거부 080-123-45678", Set.of(FREE_OPT_OUT_MISSING)),
                arguments("(광고) 할인 무료수신거부 080-123", Set.of(FREE_OPT_OUT_MISSING)),
                arguments("", Set.of(AD_MARK_MISSING, FREE_OPT_OUT_MISSING)));
    }

    @ParameterizedTest
    @MethodSource
    void anyFreeNumber(String text, Set<MarketingSms.Violation> violations) {
        assertThat(MarketingSms.anyFreeNumber().violations(text)).isEqualTo(violations);
    }

    static Stream<Arguments> oneNumber() {
        return Stream.of(
                arguments("(광고) 할인 080-123-4567", Set.of()),
                arguments("(광고) 할인 무료수신거부 0801234567", Set.of()),
                arguments("(광고) 할인 무료수신거부 080-123-4568", Set.of(FREE_OPT_OUT_MISSING)),
                arguments("(광고) 할인 1080-123-4567", Set.of(FREE_OPT_OUT_MISSING)),
                arguments("(광고) 080-123-4567 할인", Set.of(FREE_OPT_OUT_MISSING)));
    }

    @ParameterizedTest
    @MethodSource
    void oneNumber(String text, Set<MarketingSms.Violation> violations) {
        assertThat(MarketingSms.number("080-123-4567").violations(text)).isEqualTo(violations);
    }

    @Test
    void aNumberNeedsDigits() {
        assertThatThrownBy(() -> MarketingSms.number("none")).isInstanceOf(IllegalArgumentException.class);
    }
}
