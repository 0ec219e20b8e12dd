package io.notificationhub.push;

import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import tools.jackson.databind.json.JsonMapper;

/** Keys of service accounts as Google hands them out. */
final class ServiceAccountKeys {
    private ServiceAccountKeys() {}

    /** The JSON of a new one. */
    static String json() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            String pem = Base64.getMimeEncoder()
                    .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
            return JsonMapper.shared()
                    .createObjectNode()
                    .put("type", "service_account")
                    .put("client_email", "hub@demo.iam.gserviceaccount.com")
                    .put("client_id", "1")
                    .put("private_key_id", "1")
                    .put("private_key", "-----BEGIN PRIVATE KEY-----\n" + pem + "\n-----END PRIVATE KEY-----\n")
                    .put("token_uri", "https://oauth2.googleapis.com/token")
                    .toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has RSA", e);
        }
    }
}
