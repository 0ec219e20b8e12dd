package io.notificationhub.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MailMessageTest {
    static Stream<Arguments> mails() {
        return Stream.of(
                mail("Subject: plain\n\nhello", "plain", "hello"),
                mail("Subject: folded\n  line\n\n", "folded  line", ""),
                mail("Subject: =?utf-8?Q?caf=C3=A9_au?= =?utf-8?B?IGxhaXQ=?=\n\nx", "café au lait", "x"),
                mail("\nno headers", "", "no headers"),
                mail(
                        "Content-Type: text/plain; charset=euc-kr\nContent-Transfer-Encoding: base64\n\nvsiz5w==\n",
                        "",
                        "안녕"),
                mail(
                        "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\na=3Db =EC=95=\n=88",
                        "",
                        "a=b 안"),
                mail("""
                        Content-Type: multipart/mixed; boundary="o"

                        preamble
                        --o
                        Content-Type: multipart/alternative; boundary=i

                        --i
                        Content-Type: text/plain

                        text
                        --i
                        Content-Type: text/html

                        <p>
                        --i--
                        --o--
                        """, "", "text"),
                mail("Content-Type: multipart/mixed\n\nno boundary", "", ""),
                mail(
                        "Content-Type: text/plain; charset=\"no such\"\nSubject: =?x-none?B?JQ==?=\n\nstill",
                        "%",
                        "still"));
    }

    @ParameterizedTest
    @MethodSource("mails")
    void subjectAndTextAreReadAsAPersonWouldSeeThem(String mail, String subject, String text) {
        MailMessage message = MailMessage.parse(mail.getBytes(StandardCharsets.UTF_8));

        assertThat(message.subject()).isEqualTo(subject);
        assertThat(message.text()).isEqualTo(text);
    }

    private static Arguments mail(String mail, String subject, String text) {
        return Arguments.of(mail.replace("\n", "\r\n"), subject, text);
    }
}
