package io.notificationhub.preference;

import org.jspecify.annotations.Nullable;

/**
 * How a recipient can be reached, as a producer puts it. An address that is absent or null is removed: the three addresses are replaced as a
 * whole. Locale and timezone, which belong to the recipient's preferences too, stay as they are where absent; null removes them.
 *
 * @param email e-mail address, ASCII
 * @param phone E.164, for SMS
 * @param kakaoPhone E.164, for AlimTalk
 * @param locale language tag, kept in lower case
 * @param timezone IANA name
 */
record UserAddresses(
        @Nullable String email,
        @Nullable String phone,
        @Nullable String kakaoPhone,
        Given<String> locale,
        Given<String> timezone) {

    /** Every field in its stored form. @throws io.notificationhub.web.ProblemException 400 with all that is wrong */
    UserAddresses checked() {
        FieldChecks checks = new FieldChecks();
        UserAddresses checked = new UserAddresses(
                checks.email("email", email),
                checks.phone("phone", phone),
                checks.phone("kakaoPhone", kakaoPhone),
                locale.map(value -> checks.locale("locale", value)),
                timezone.map(value -> checks.timezone("timezone", value)));
        checks.orRefuse();
        return checked;
    }
}
