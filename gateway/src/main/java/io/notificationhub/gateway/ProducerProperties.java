package io.notificationhub.gateway;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The producers' API keys. No keys: no producer is let in.
 *
 * @param keys several may belong to one producer, so that a key can be replaced without a pause
 */
@Validated
@ConfigurationProperties("hub.gateway.producers")
record ProducerProperties(@DefaultValue List<@Valid Key> keys) {

    /**
     * One API key.
     *
     * @param id whose it is
     * @param keySha256 the SHA-256 of the key, hexadecimal; the key itself is nowhere
     * @param scopes what it allows beside the producer's own
     * @param ratePerSecond requests a second, over all gateways
     */
    record Key(
            @Pattern(regexp = "[A-Za-z0-9._-]{1,64}") String id,
            @Pattern(regexp = "[0-9a-fA-F]{64}") String keySha256,

            @DefaultValue List<@Pattern(regexp = "[a-z]+(:[a-z]+)*") String> scopes,
            @DefaultValue("1000") @Min(1) int ratePerSecond) {

        /** Nothing of the credential shows in a log. */
        @Override
        public String toString() {
            return "Key[id=" + id + "]";
        }
    }
}
