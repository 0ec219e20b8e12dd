package io.notificationhub.templating;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.Mustache;
import com.github.mustachejava.MustacheResolver;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;

/**
 * One part, compiled to Mustache once. The tags are delimited by two control characters, which the reader of the syntax lets no text contain, and
 * name variables by number; so nothing that an author or a producer writes can become a tag, and a name with a dot is no path into an object.
 */
final class CompiledPart {
    private static final String OPEN = "\u0002";
    private static final String CLOSE = "\u0003";
    private static final MustacheResolver NO_FILES = name -> null;
    private static final DefaultMustacheFactory MUSTACHE = new DefaultMustacheFactory(NO_FILES);

    private final Part part;
    private final Mustache mustache;
    private final int literalLength;
    /** In the order and as often as they stand in the text. */
    private final List<String> variables;

    private CompiledPart(Part part, Mustache mustache, int literalLength, List<String> variables) {
        this.part = part;
        this.mustache = mustache;
        this.literalLength = literalLength;
        this.variables = variables;
    }

    static CompiledPart of(Part part, List<Segment> segments, Map<String, String> numbered) {
        StringBuilder source = new StringBuilder();
        int literalLength = 0;
        for (Segment segment : segments) {
            switch (segment) {
                case Segment.Literal(String text) -> {
                    source.append(text);
                    literalLength += lengthOf(text);
                }
                case Segment.Variable(String name) ->
                    source.append(OPEN)
                            .append(part == Part.HTML ? "" : "&")
                            .append(numbered.get(name))
                            .append(CLOSE);
            }
        }
        Mustache mustache = MUSTACHE.compile(new StringReader(source.toString()), part.name(), OPEN, CLOSE);
        List<String> variables = segments.stream()
                .filter(Segment.Variable.class::isInstance)
                .map(segment -> ((Segment.Variable) segment).name())
                .toList();
        return new CompiledPart(part, mustache, literalLength, variables);
    }

    /**
     * @param values by the variables' names, nothing missing
     * @param numbered the same values by the variables' numbers
     */
    String render(Map<String, String> values, Map<String, String> numbered) {
        // Known before anything is written: a long value in many places can't fill the memory.
        long length = literalLength;
        for (String variable : variables) {
            length += lengthOf(values.getOrDefault(variable, ""));
        }
        if (length > part.maxRendered()) {
            throw new ContentTooLong(part);
        }
        StringWriter out = new StringWriter((int) length);
        mustache.execute(out, numbered);
        if (lengthOf(out.getBuffer()) > part.maxRendered()) {
            throw new ContentTooLong(part);
        }
        return out.toString();
    }

    private static int lengthOf(CharSequence text) {
        return Character.codePointCount(text, 0, text.length());
    }
}
