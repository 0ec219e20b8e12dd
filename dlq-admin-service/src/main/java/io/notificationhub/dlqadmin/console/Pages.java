package io.notificationhub.dlqadmin.console;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.Mustache;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/** Makes HTML of templates. Whatever a template shows is escaped; there is no way to show it otherwise. */
@Component
class Pages {
    private static final String TEMPLATES = "/console/templates/";

    private final DefaultMustacheFactory mustache = new DefaultMustacheFactory(Pages::open);
    private final Map<Language, Texts> texts = new ConcurrentHashMap<>();
    private final Assets assets;

    Pages(Assets assets) {
        this.assets = assets;
    }

    private static @Nullable InputStreamReader open(String name) {
        InputStream template = Pages.class.getResourceAsStream(TEMPLATES + name);
        return template == null ? null : new InputStreamReader(template, StandardCharsets.UTF_8);
    }

    Texts texts(Language language) {
        return texts.computeIfAbsent(language, Texts::in);
    }

    /** A page or a part of one, in the language of the request's address. */
    String render(String template, ServerHttpRequest request, Model model) {
        Language language = Language.of(request);
        Model frame = new Model()
                .with("t", texts(language).all())
                .with("lang", language.code())
                .with("base", "/console/" + language.code())
                .with("otherLanguage", addressIn(language.other(), request))
                .with("asset", assets.addresses());
        Mustache compiled = mustache.compile(template + ".mustache");
        StringWriter html = new StringWriter();
        compiled.execute(html, List.of(frame.values(), model.values()));
        return html.toString();
    }

    /** This very page in another language. */
    private static String addressIn(Language language, ServerHttpRequest request) {
        String path = request.getPath().value();
        String[] parts = path.split("/", 4);
        boolean named = parts.length > 2 && Language.of(parts[2]) != null;
        String rest = named && parts.length > 3 ? parts[3] : "";
        String query = request.getURI().getRawQuery();
        return "/console/" + language.code() + "/" + rest + (query == null ? "" : "?" + query);
    }
}
