package io.notificationhub.gateway;

import jakarta.validation.constraints.AssertTrue;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Which pages of other origins may call the API.
 *
 * @param allowedOrigins each as a browser writes it: {@code https://shop.example}; none by default
 * @param maxAge how long a browser may remember what it was allowed
 */
@Validated
@ConfigurationProperties("hub.gateway.cors")
record CorsProperties(
        @DefaultValue Set<String> allowedOrigins,
        @DefaultValue("10m") Duration maxAge) {
    private static final Pattern ORIGIN = Pattern.compile("https?://[a-z0-9.-]+(:[0-9]{1,5})?");

    @AssertTrue(
            message =
                    "an allowed origin is scheme, host and port in small letters, such as https://shop.example; no pattern")
    boolean isExact() {
        return allowedOrigins.stream().allMatch(origin -> ORIGIN.matcher(origin).matches());
    }
}
