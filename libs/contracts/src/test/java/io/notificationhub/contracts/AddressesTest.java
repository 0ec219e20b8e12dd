package io.notificationhub.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
    private static final String HOST = "b".repeat(60);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@x.io",
                "first.last+tag@sub-domain.example.co.kr",
                "o'neil@example.com",
                "1@2.io",
                "a@x.xn--3e0b707e"
            })
    void anEmailAddressIs(String address) {
        assertThat(Addresses.isValid(Channel.EMAIL, address)).isTrue();
    }

    static String[] noEmails() {
        return new String[] {
            "",
            "nobody",
            "a@localhost",
            "a..b@x.io",
            ".a@x.io",
            "a.@x.io",
            "a@x..io",
            "a@-x.io",
            "a@x-.io",
            "a@x.io.",
            "a@@x.io",
            "a@127.0.0.1",
            "a b@x.io",
            "a@x.io\r\nBcc: b@x.io",
            "é@x.io",
            "a".repeat(65) + "@x.io",
            "a@" + "b".repeat(64) + ".io",
            "a@" + String.join(".", HOST, HOST, HOST, HOST, HOST) + ".io"
        };
    }

    @ParameterizedTest
    @MethodSource("noEmails")
    void noEmailAddressIs(String address) {
        assertThat(Addresses.isValid(Channel.EMAIL, address)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"01012345678", "+0123456789", "+12345", "+1234567890123456", "+82-10-1234-5678", "+８２１０１２３４５６７"})
    void noPhoneNumberIs(String address) {
        assertThat(Addresses.isValid(Channel.SMS, address)).isFalse();
        assertThat(Addresses.isValid(Channel.KAKAO_ALIMTALK, address)).isFalse();
        assertThat(Addresses.isValid(Channel.SMS, "+821012345678")).isTrue();
    }

    static String[] noTokens() {
        return new String[] {
            "t".repeat(31), "t".repeat(4097), "t".repeat(32) + " ", "t".repeat(32) + "\n", "토".repeat(32)
        };
    }

    @ParameterizedTest
    @MethodSource("noTokens")
    void noDeviceTokenIs(String address) {
        assertThat(Addresses.isValid(Channel.PUSH, address)).isFalse();
        assertThat(Addresses.isValid(Channel.PUSH, "t".repeat(4096))).isTrue();
    }
}
