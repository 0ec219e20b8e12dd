package io.notificationhub.dlqadmin.console;

import io.notificationhub.web.CommonError;
import io.notificationhub.web.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The console's scripts and styles, all from this service. An address holds the content's hash, so a browser may keep it for ever. */
@Controller
class Assets {
    private static final String WEBJARS = "classpath*:META-INF/resources/webjars/";
    private static final MediaType SCRIPT = MediaType.valueOf("text/javascript;charset=UTF-8");
    private static final MediaType STYLE = MediaType.valueOf("text/css;charset=UTF-8");
    private static final MediaType ICON = MediaType.valueOf("image/svg+xml");

    private static final Map<String, Source> SOURCES = Map.of(
            "htmx.js", new Source(WEBJARS + "htmx.org/*/dist/htmx.min.js", SCRIPT),
            "chart.js", new Source(WEBJARS + "chart.js/*/dist/chart.umd.min.js", SCRIPT),
            "console.js", new Source("classpath:console/assets/console.js", SCRIPT),
            "charts.js", new Source("classpath:console/assets/charts.js", SCRIPT),
            "console.css", new Source("classpath:console/assets/console.css", STYLE),
            "icon.svg", new Source("classpath:console/assets/icon.svg", ICON));

    private final Map<String, Asset> loaded = new ConcurrentHashMap<>();

    private record Source(String location, MediaType type) {}

    private record Asset(String hash, ByteArrayResource content, MediaType type) {}

    /** The address of a file, for templates, with names that Mustache can say. */
    Map<String, String> addresses() {
        return Map.of(
                "htmx", address("htmx.js"),
                "chart", address("chart.js"),
                "script", address("console.js"),
                "charts", address("charts.js"),
                "style", address("console.css"),
                "icon", address("icon.svg"));
    }

    private String address(String name) {
        return "/console/assets/" + asset(name).hash() + "/" + name;
    }

    @GetMapping("/console/assets/{hash}/{name}")
    ResponseEntity<Resource> get(@PathVariable String hash, @PathVariable String name) {
        if (!SOURCES.containsKey(name) || !asset(name).hash().equals(hash)) {
            throw ProblemException.of(CommonError.NOT_FOUND, "No such path");
        }
        Asset asset = asset(name);
        return ResponseEntity.ok()
                .contentType(asset.type())
                .cacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable())
                .body(asset.content());
    }

    private Asset asset(String name) {
        return loaded.computeIfAbsent(name, Assets::load);
    }

    private static Asset load(String name) {
        Source source = SOURCES.get(name);
        if (source == null) {
            throw new IllegalArgumentException("No asset: " + name);
        }
        try {
            Resource[] found = new PathMatchingResourcePatternResolver().getResources(source.location());
            if (found.length != 1) {
                throw new IllegalStateException(found.length + " files are " + source.location());
            }
            byte[] content = found[0].getContentAsByteArray();
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return new Asset(HexFormat.of().formatHex(hash, 0, 8), new ByteArrayResource(content), source.type());
        } catch (IOException e) {
            throw new UncheckedIOException(name + " can't be read", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
