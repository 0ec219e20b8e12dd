package io.notificationhub.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of the HTTP edge.
 *
 * @param maxBody largest request body
 * @param maxBatchBody largest body on a path that ends in {@code /batch}
 */
@Validated
@ConfigurationProperties("hub.web")
public record WebProperties(
        @DefaultValue("256KB") DataSize maxBody,
        @DefaultValue("8MB") DataSize maxBatchBody) {

    /** The limit that holds on this path, in bytes. */
    public long limitFor(String path) {
        return (path.endsWith("/batch") ? maxBatchBody : maxBody).toBytes();
    }
}
