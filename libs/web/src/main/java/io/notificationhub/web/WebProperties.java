package io.notificationhub.web;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of the HTTP edge.
 *
 * @param maxBody largest request body
 * @param maxBatchBody largest body on a path that ends in {@code /batch}
 * @param requestTimeout when a request that has no answer yet gets a 503; zero for never
 * @param onlyFromGateway whether calls that bear no inner secret are refused
 * @param innerSecret what the hub's own processes prove themselves with to each other; none: nobody can
 * @param previousInnerSecret is taken too, so that the secret can be replaced without a pause
 */
@Validated
@ConfigurationProperties("hub.web")
public record WebProperties(
        @DefaultValue("256KB") DataSize maxBody,
        @DefaultValue("8MB") DataSize maxBatchBody,
        @DefaultValue("20s") Duration requestTimeout,
        @DefaultValue("true") boolean onlyFromGateway,
        @DefaultValue("") String innerSecret,
        @DefaultValue("") String previousInnerSecret) {

    /** The limit that holds on this path, in bytes. */
    public long limitFor(String path) {
        return (path.endsWith("/batch") ? maxBatchBody : maxBody).toBytes();
    }

    /** Nothing of the secrets shows in a log. */
    @Override
    public String toString() {
        return "WebProperties[maxBody=" + maxBody + ", maxBatchBody=" + maxBatchBody + ", requestTimeout="
                + requestTimeout + ", onlyFromGateway=" + onlyFromGateway + "]";
    }
}
