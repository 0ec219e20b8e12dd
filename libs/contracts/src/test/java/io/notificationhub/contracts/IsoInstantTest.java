package io.notificationhub.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IsoInstantTest {
    private static final String MUTATIONS = "0123456789-:.TZtz+ ";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-21T10:15:30Z",
                "2026-11-21T10:15:30.1Z",
                "2026-11-21T10:15:30.123456789Z",
                "2026-11-21T10:15:30.1234567890Z",
                "2026-11-21T10:15:30.Z",
                "2026-11-21T10:15:30.+9Z",
                "2026-11-21T10:15Z",
                "2026-11-21T10:15:30+09:00",
                "2026-11-21T10:15:30",
                "2026-02-29T00:00:00Z",
                "2028-02-29T23:59:59Z",
                "2026-11-21T24:00:00Z",
                "2026-12-31T23:59:60Z",
                "0000-01-01T00:00:00Z",
                "+12026-11-21T10:15:30Z",
                "２026-11-21T10:15:30Z",
                "Z",
                ""
            })
    void readsWhatTheFormatterReads(String text) {
        assertThat(read(text)).isEqualTo(formatters(text));
    }

    @Test
    void readsWhatTheFormatterReadsWhateverItIs() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            String text = text(random);
            assertThat(read(text)).as("%s, seed %d", text, seed).isEqualTo(formatters(text));
        }
    }

    private static String text(Random random) {
        Instant instant = Instant.ofEpochSecond(
                random.nextLong(-70_000_000_000L, 260_000_000_000L),
                random.nextBoolean() ? random.nextInt(1_000_000_000) : random.nextInt(1_000) * 1_000_000);
        StringBuilder text = new StringBuilder(
                random.nextInt(10) == 0
                        ? instant.atOffset(ZoneOffset.ofHours(9)).toString()
                        : instant.toString());
        for (int mutations = random.nextInt(3); mutations > 0; mutations--) {
            char other = MUTATIONS.charAt(random.nextInt(MUTATIONS.length()));
            text.setCharAt(random.nextInt(text.length()), other);
        }
        return text.toString();
    }

    private static Object read(String text) {
        try {
            return IsoInstant.read(text);
        } catch (DateTimeException e) {
            return "refused";
        }
    }

    private static Object formatters(String text) {
        try {
            return DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from);
        } catch (DateTimeException e) {
            return "refused";
        }
    }
}
