package io.notificationhub.push;

import com.google.auth.oauth2.ServiceAccountCredentials;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.util.List;

/** The Google service account that the worker signs in as. */
final class ServiceAccount {
    private static final String SCOPE = "https://www.googleapis.com/auth/firebase.messaging";
    private static final int KEY_BITS = 2048;

    private ServiceAccount() {}

    /**
     * The configured account. Without one, an account with a key that lives as long as this process, but only if the token endpoint isn't
     * HTTPS: Google's always is, so such an endpoint is a simulator, and no private key has to lie in the repository for it.
     *
     * @throws IllegalStateException if the account is missing or can't be read
     */
    static ServiceAccountCredentials read(FcmProperties properties) {
        ServiceAccountCredentials.Builder account = properties.credentials().isBlank()
                ? throwAway(properties)
                : parse(properties.credentials().strip()).toBuilder();
        return account.setTokenServerUri(properties.tokenUri())
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

    private static ServiceAccountCredentials.Builder throwAway(FcmProperties properties) {
        if ("https".equalsIgnoreCase(properties.tokenUri().getScheme())) {
            throw new IllegalStateException("hub.fcm.credentials is empty; set it to the service account's JSON key");
        }
        return ServiceAccountCredentials.newBuilder()
                .setClientEmail("notification-hub@" + properties.project() + ".iam.gserviceaccount.com")
                .setProjectId(properties.project())
                .setPrivateKeyId("throw-away")
                .setPrivateKey(newKey());
    }

    private static PrivateKey newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(KEY_BITS);
            return generator.generateKeyPair().getPrivate();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has RSA", e);
        }
    }
}
