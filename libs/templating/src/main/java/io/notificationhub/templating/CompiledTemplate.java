package io.notificationhub.templating;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A template ready to render: a title, a body and perhaps an HTML body. {@code {name}} stands for a variable, {@code {{}} and {@code }}} for a
 * literal brace; there are no sections, partials or other Mustache tags. Values go into title and body as they are and into HTML escaped (for text
 * and quoted attributes; an author must not put a variable into a script or a URL's scheme). A value is never read as template. Immutable and safe
 * to use from several threads.
 */
public final class CompiledTemplate {
    private final CompiledPart title;
    private final CompiledPart body;
    private final @Nullable CompiledPart html;
    private final SortedSet<String> variables;
    private final Map<String, String> numbers;

    private CompiledTemplate(List<Segment> title, List<Segment> body, @Nullable List<Segment> html) {
        SortedSet<String> names = new TreeSet<>();
        Stream.of(title, body, html == null ? List.<Segment>of() : html)
                .flatMap(List::stream)
                .filter(Segment.Variable.class::isInstance)
                .forEach(segment -> names.add(((Segment.Variable) segment).name()));
        this.variables = Collections.unmodifiableSortedSet(names);
        this.numbers = number(names);
        this.title = CompiledPart.of(Part.TITLE, title, numbers);
        this.body = CompiledPart.of(Part.BODY, body, numbers);
        this.html = html == null ? null : CompiledPart.of(Part.HTML, html, numbers);
    }

    private static Map<String, String> number(SortedSet<String> names) {
        Map<String, String> numbers = new HashMap<>();
        for (String name : names) {
            numbers.put(name, "v" + numbers.size());
        }
        return Map.copyOf(numbers);
    }

    /**
     * Compiles all parts.
     *
     * @throws TemplateSyntaxError if a placeholder is unclosed, nested, empty or ill-named, a closing brace stands alone, or a text has control
     *     characters other than tab and line ends
     */
    public static CompiledTemplate compile(String titleTemplate, String bodyTemplate, @Nullable String htmlTemplate) {
        List<TemplateSyntaxError.Problem> problems = new ArrayList<>();
        List<Segment> title = parse(Part.TITLE, titleTemplate, problems);
        List<Segment> body = parse(Part.BODY, bodyTemplate, problems);
        List<Segment> html = htmlTemplate == null ? null : parse(Part.HTML, htmlTemplate, problems);
        if (!problems.isEmpty()) {
            throw new TemplateSyntaxError(problems);
        }
        return new CompiledTemplate(title, body, html);
    }

    private static List<Segment> parse(Part part, String source, List<TemplateSyntaxError.Problem> problems) {
        try {
            return Placeholders.parse(part, source);
        } catch (Placeholders.Unreadable e) {
            problems.add(e.problem());
            return List.of();
        }
    }

    /** The names of all variables of all parts. Unmodifiable. */
    public SortedSet<String> variables() {
        return variables;
    }

    /**
     * Fills the variables in. Values that the template doesn't name are ignored.
     *
     * @throws MissingVariables naming every variable without a value; an empty value is a value
     * @throws ContentTooLong if a part exceeds its {@link Part#maxRendered()}
     */
    public Rendered render(Map<String, String> values) {
        SortedSet<String> missing = new TreeSet<>();
        Map<String, String> numbered = HashMap.newHashMap(variables.size());
        numbers.forEach((name, number) -> {
            String value = values.get(name);
            if (value == null) {
                missing.add(name);
            } else {
                numbered.put(number, value);
            }
        });
        if (!missing.isEmpty()) {
            throw new MissingVariables(missing);
        }
        return new Rendered(
                title.render(values, numbered),
                body.render(values, numbered),
                html == null ? null : html.render(values, numbered));
    }
}
