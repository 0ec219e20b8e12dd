package io.notificationhub.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The key of a Google service account that only the vendor simulator takes. It is made once per folder, so that no private key has to lie in the
 * repository and no worker spends its start on making one.
 */
final class ServiceAccountKey {
    private static final int BITS = 2048;

    private ServiceAccountKey() {}

    /** The key's file, in the format in which Google hands keys out. */
    static Path in(Path folder) {
        Path file = Folders.create(folder).resolve("service-account.json");
        try {
            if (!Files.exists(file)) {
                Files.writeString(file, json());
            }
            return file;
        } catch (IOException e) {
            throw new StartFailure("Could not write " + file + ": " + e.getMessage(), e);
        }
    }

    private static String json() {
        return """
                {
                  "type": "service_account",
                  "project_id": "local",
                  "client_email": "notification-hub@local.iam.gserviceaccount.com",
                  "client_id": "1",
                  "private_key_id": "local",
                  "private_key": "-----BEGIN PRIVATE KEY-----\\n%s\\n-----END PRIVATE KEY-----\\n"
                }
                """.formatted(pem());
    }

    private static String pem() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
            return Base64.getEncoder().encodeToString(key);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has RSA", e);
        }
    }
}
