package io.notificationhub.push;

import com.google.auth.oauth2.ServiceAccountCredentials;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The Google service account that the worker signs in as. */
final class ServiceAccount {
    private static final String SCOPE = "https://www.googleapis.com/auth/firebase.messaging";

    private ServiceAccount() {}

    /** @throws IllegalStateException if the account can't be read */
    static ServiceAccountCredentials read(FcmProperties properties) {
        return parse(properties.credentials().strip()).toBuilder()
                .setTokenServerUri(properties.tokenUri())
                .setScopes(List.of(SCOPE))
                // The delivery kernel retries; a retry hidden here would outlast its time limit.
                .setDefaultRetriesEnabled(false)
                .build();
    }

    private static ServiceAccountCredentials parse(String credentials) {
        try (InputStream json = credentials.startsWith("{")
                ? new ByteArrayInputStream(credentials.getBytes(StandardCharsets.UTF_8))
                : Files.newInputStream(Path.of(credentials))) {
            return ServiceAccountCredentials.fromStream(json);
        } catch (IOException e) {
            // The cause may quote the key.
            throw new IllegalStateException("hub.fcm.credentials holds no readable service-account key: "
                    + e.getClass().getSimpleName());
        }
    }
}
