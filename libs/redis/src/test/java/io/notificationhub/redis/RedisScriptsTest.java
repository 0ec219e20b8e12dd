package io.notificationhub.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class RedisScriptsTest {
    @Test
    void aScriptIsReadOnceFromTheClassPath() {
        assertThat(RedisScripts.answeringNumber("hub/one.lua").getScriptAsString())
                .isEqualTo("return 1\n");
        assertThat(RedisScripts.answeringList("hub/one.lua").getResultType()).isEqualTo(java.util.List.class);
    }

    @Test
    void aScriptThatIsMissingIsNamed() {
        assertThatThrownBy(() -> RedisScripts.answeringNumber("hub/none.lua"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("hub/none.lua");
    }
}
