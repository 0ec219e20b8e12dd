package io.notificationhub.push;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The Firebase project that pushes go through.
 *
 * @param credentials the service account's JSON key, or the path of its file; {@code ./hub run} makes one that its simulator takes
 * @param tokenUri where the service account gets its access tokens
 * @param tokenTimeout longest wait for an access token, shorter than the time limit of a call
 * @param connections most connections to FCM; with HTTP/2 each carries many calls
 */
@Validated
@ConfigurationProperties("hub.fcm")
record FcmProperties(
        @DefaultValue("https://fcm.googleapis.com") URI baseUrl,
        @NotBlank String project,
        @NotBlank String credentials,
        @DefaultValue("https://oauth2.googleapis.com/token") URI tokenUri,
        @DefaultValue("6s") Duration tokenTimeout,
        @DefaultValue("2000") @Min(1) int connections,
        @DefaultValue("2s") Duration connectTimeout) {}
