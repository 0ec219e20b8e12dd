package io.notificationhub.dlqadmin.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiscreetTest {

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
        Handset of +821012345678 is unreachable, Handset of +8***78 is unreachable
        The To number 010-1234-5678 is invalid, The To number 01***78 is invalid
        550 jane.doe+shop@mail.example.com: no such user, 550 ja***om: no such user
        Error 30003 after 5 tries, Error 30003 after 5 tries
        -, -
        """)
    void masksAddressesAndNothingElse(String said, String shown) {
        assertThat(Discreet.text(said)).isEqualTo(shown);
    }
}
