package io.notificationhub.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.core.io.ClassPathResource;
import org.springframework.data.redis.core.script.RedisScript;

/** Lua scripts of the class path, read once. Of a script that is a resource Spring asks before each call whether the file has changed. */
public final class RedisScripts {
    private RedisScripts() {}

    /**
     * A script that answers a list.
     *
     * @param path on the class path
     * @throws UncheckedIOException if there is none
     */
    @SuppressWarnings({"unchecked", "rawtypes"})
    public static RedisScript<List<?>> answeringList(String path) {
        return RedisScript.of(text(path), (Class) List.class);
    }

    /**
     * A script that answers a whole number.
     *
     * @param path on the class path
     * @throws UncheckedIOException if there is none
     */
    public static RedisScript<Long> answeringNumber(String path) {
        return RedisScript.of(text(path), Long.class);
    }

    private static String text(String path) {
        try {
            return new ClassPathResource(path).getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("There is no script " + path, e);
        }
    }
}
