package io.notificationhub.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskedTest {

    @ParameterizedTest
    @CsvSource({
        "mina.kim@example.com, mi***om",
        "+821012345678, +8***78",
        "abcde, ab***de",
        "abcd, ***",
        "a, ***",
        "'', ***",
        "fK3dP0token-0123456789, fK***89",
        "김민아@예시.한국, 김민***한국",
    })
    void anAddressShowsItsEndsOnly(String address, String shown) {
        assertThat(Masked.address(address)).isEqualTo(shown);
    }
}
