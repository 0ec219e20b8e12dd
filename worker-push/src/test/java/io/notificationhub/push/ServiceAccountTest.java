package io.notificationhub.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.auth.oauth2.ServiceAccountCredentials;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ServiceAccountTest {
    private static final String GOOGLE = "https://oauth2.googleapis.com/token";

    @Test
    void reads_the_key_itself_or_the_file_that_holds_it(@TempDir Path folder)
            throws IOException, NoSuchAlgorithmException {
        String json = key();
        Path file = Files.writeString(folder.resolve("key.json"), json);

        assertThat(read(json, GOOGLE).getClientEmail()).isEqualTo("hub@demo.iam.gserviceaccount.com");
        assertThat(read(file.toString(), GOOGLE).getClientEmail()).isEqualTo("hub@demo.iam.gserviceaccount.com");
    }

    @Test
    void without_a_key_it_makes_one_for_a_simulator_only() {
        assertThat(read("", "http://127.0.0.1:8090/token").getPrivateKey().getAlgorithm())
                .isEqualTo("RSA");
        assertThatThrownBy(() -> read("", GOOGLE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("hub.fcm.credentials");
    }

    @Test
    void an_unreadable_key_is_not_quoted() {
        assertThatThrownBy(() -> read("{\"type\":\"service_account\",\"private_key\":\"very-secret\"}", GOOGLE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageNotContaining("very-secret")
                .hasNoCause();
    }

    private static ServiceAccountCredentials read(String credentials, String tokenUri) {
        return ServiceAccount.read(new FcmProperties(
                URI.create("https://fcm.googleapis.com"),
                "demo",
                credentials,
                URI.create(tokenUri),
                Duration.ofSeconds(4),
                1,
                Duration.ofSeconds(2)));
    }

    private static String key() throws NoSuchAlgorithmException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        String pem = Base64.getMimeEncoder()
                .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
        ObjectNode json = JsonMapper.shared().createObjectNode();
        return json.put("type", "service_account")
                .put("client_email", "hub@demo.iam.gserviceaccount.com")
                .put("client_id", "1")
                .put("private_key_id", "1")
                .put("private_key", "-----BEGIN PRIVATE KEY-----\n" + pem + "\n-----END PRIVATE KEY-----\n")
                .put("token_uri", GOOGLE)
                .toString();
    }
}
