package io.notificationhub.gateway;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The operators' tokens. No tokens: no operator is let in, except by a token of the issuer that {@link TokenProperties} names.
 *
 * @param perMinute how often one address may present a credential for one scope
 * @param consolePerMinute the same for the console's own pages, which look again every few seconds
 * @param session how long the console keeps an operator signed in
 */
@Validated
@ConfigurationProperties("hub.gateway.operators")
record OperatorProperties(
        @DefaultValue List<@Valid Token> tokens,
        @DefaultValue("60") @Min(1) int perMinute,
        @DefaultValue("600") @Min(1) int consolePerMinute,
        @DefaultValue("8h") Duration session) {

    /**
     * One operator's token.
     *
     * @param name who it belongs to, as the audit will say
     * @param tokenSha256 the SHA-256 of the token, hexadecimal
     */
    record Token(
            @Pattern(regexp = "[A-Za-z0-9._@-]{1,64}") String name,
            @Pattern(regexp = "[0-9a-fA-F]{64}") String tokenSha256) {

        /** Nothing of the credential shows in a log. */
        @Override
        public String toString() {
            return "Token[name=" + name + "]";
        }
    }
}
