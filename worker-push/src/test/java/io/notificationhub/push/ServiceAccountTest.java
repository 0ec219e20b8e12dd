package io.notificationhub.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.auth.oauth2.ServiceAccountCredentials;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceAccountTest {
    private static final String GOOGLE = "https://oauth2.googleapis.com/token";

    @Test
    void reads_the_key_itself_or_the_file_that_holds_it(@TempDir Path folder) throws IOException {
        String json = ServiceAccountKeys.json();
        Path file = Files.writeString(folder.resolve("key.json"), json);

        assertThat(read(json, GOOGLE).getClientEmail()).isEqualTo("hub@demo.iam.gserviceaccount.com");
        assertThat(read(file.toString(), GOOGLE).getClientEmail()).isEqualTo("hub@demo.iam.gserviceaccount.com");
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
}
