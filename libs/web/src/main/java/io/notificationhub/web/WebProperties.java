package io.notificationhub.web;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
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
 * @param bodyMemoryPercent of the heap, for the bodies of all requests together, if that is more than the largest one; zero: bodies are passed on as they
 *     come. More gets a 503
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
        @DefaultValue("10") @Min(0) @Max(50) int bodyMemoryPercent,
        @DefaultValue("20s") Duration requestTimeout,
        @DefaultValue("true") boolean onlyFromGateway,
        @DefaultValue("") String innerSecret,
        @DefaultValue("") String previousInnerSecret) {

    /** The limit that holds on this path, in bytes. */
    public long limitFor(String path) {
        return (path.endsWith("/batch") ? maxBatchBody : maxBody).toBytes();
    }

    /** What the bodies of all requests together may take of the heap, in bytes. */
    long bodyMemory() {
        return Math.max(maxBatchBody.toBytes(), Runtime.getRuntime().maxMemory() / 100 * bodyMemoryPercent);
    }

    /** Nothing of the secrets shows in a log. */
    @Override
    public String toString() {
        return "WebProperties[maxBody=" + maxBody + ", maxBatchBody=" + maxBatchBody + ", requestTimeout="
                + requestTimeout + ", onlyFromGateway=" + onlyFromGateway + "]";
    }
}
