package io.notificationhub.templating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompiledTemplateTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "Hello {name}, Hello Kim",
                "{name}{name}, KimKim",
                "{name}님 안녕하세요, Kim님 안녕하세요",
                "{{name}}, {name}",
                "{{{name}}}, {Kim}",
                "{{}}, {}",
                "{{{{name}}}}, {{name}}",
                "{{#name}}x{{/name}}, {#name}x{/name}",
                "{{> file}} {{=<% %>=}} {{! no }} {{& name}}, {> file} {=<% %>=} {! no } {& name}",
                "{order.id}-{order-id}-{order_id}, 1-2-3",
                "{size} {class} {isEmpty}, big first no",
                "no placeholder, no placeholder",
                "😀 {name}, 😀 Kim",
            })
    void rendersSingleBracesAndKeepsAllOtherMustacheAsText(String template, String expected) {
        Map<String, String> values = Map.of(
                "name",
                "Kim",
                "order.id",
                "1",
                "order-id",
                "2",
                "order_id",
                "3",
                "size",
                "big",
                "class",
                "first",
                "isEmpty",
                "no");

        assertThat(CompiledTemplate.compile("t", template, null).render(values).body())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "Hi {name|3|not closed",
                "{|0|not closed",
                "Hi {na{me}}|6|inside",
                "{a{{b}|2|inside",
                "{}|0|empty",
                "{ }|0|empty",
                "{1st}|1|name",
                "{ name }|1|name",
                "{na me}|1|name",
                "{#section}|1|name",
                "{>partial}|1|name",
                "{&raw}|1|name",
                "{이름}|1|name",
                "x } y|2|closes nothing",
                "{{name}|6|closes nothing",
            })
    void refusesABadPlaceholderAndSaysWhere(String template, int position, String message) {
        TemplateSyntaxError error =
                catchThrowableOfType(TemplateSyntaxError.class, () -> CompiledTemplate.compile("fine", template, null));

        assertThat(error.position()).isEqualTo(position);
        assertThat(error.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.part()).isEqualTo(Part.BODY);
            assertThat(problem.message()).contains(message);
        });
    }

    @Test
    void refusesANameOfMoreThan64Characters() {
        String longest = "a".repeat(64);
        assertThat(CompiledTemplate.compile("{" + longest + "}", "b", null).variables())
                .containsExactly(longest);
        assertThatThrownBy(() -> CompiledTemplate.compile("{a" + longest + "}", "b", null))
                .isInstanceOf(TemplateSyntaxError.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "\u0002&v0\u0003", "\u0003", "\u001b[2J", "\u0085", "\ud800", "\udc00x"})
    void refusesControlCharactersAndHalfCharacters(String text) {
        assertThatThrownBy(() -> CompiledTemplate.compile("t", "x" + text, null))
                .isInstanceOfSatisfying(
                        TemplateSyntaxError.class,
                        error -> assertThat(error.position()).isEqualTo(1));
    }

    @Test
    void tellsTheFirstProblemOfEveryPart() {
        TemplateSyntaxError error = catchThrowableOfType(
                TemplateSyntaxError.class, () -> CompiledTemplate.compile("{", "fine {x}", "<p>{}{</p>"));

        assertThat(error.problems())
                .extracting(TemplateSyntaxError.Problem::part, TemplateSyntaxError.Problem::position)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Part.TITLE, 0),
                        org.assertj.core.groups.Tuple.tuple(Part.HTML, 3));
    }

    @Test
    void namesEveryMissingVariableOfAllParts() {
        CompiledTemplate template = CompiledTemplate.compile("{b} {a}", "{c} {a}", "{d}");

        assertThat(template.variables()).containsExactly("a", "b", "c", "d");
        assertThatThrownBy(() -> template.render(Map.of("a", "", "x", "unused")))
                .isInstanceOfSatisfying(
                        MissingVariables.class,
                        missing -> assertThat(missing.names()).containsExactly("b", "c", "d"));
    }

    @Test
    void escapesValuesInHtmlOnly() {
        Rendered rendered = CompiledTemplate.compile("{x}", "{x}", "<b title=\"{x}\">{x}</b>")
                .render(Map.of("x", "<a href='\"'>&"));

        assertThat(rendered.title()).isEqualTo("<a href='\"'>&");
        assertThat(rendered.body()).isEqualTo("<a href='\"'>&");
        assertThat(rendered.html())
                .startsWith("<b title=\"&lt;a href")
                .endsWith("</b>")
                .doesNotContain("<a", "'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{y}",
                "{{y}}",
                "\u0002&v1\u0003",
                "\u0002v1\u0003",
                "\u0002=a b=\u0003",
                "\u0002#v1\u0003",
                "{{=<% %>=}}"
            })
    void neverReadsAValueAsTemplate(String value) {
        Rendered rendered = CompiledTemplate.compile("{x}", "{x} {y}", null).render(Map.of("x", value, "y", "secret"));

        assertThat(rendered.title()).isEqualTo(value);
        assertThat(rendered.body()).isEqualTo(value + " secret");
    }

    @Test
    void keepsWhitespaceAndMakesLineEndsOneCharacter() {
        Rendered rendered = CompiledTemplate.compile("t", "  {x}\r\n\t{x}  \r\n\n\r{x}\n", null)
                .render(Map.of("x", "1"));

        assertThat(rendered.body()).isEqualTo("  1\n\t1  \n\n\n1\n");
    }

    @ParameterizedTest
    @CsvSource({"TITLE, 200", "BODY, 4000"})
    void limitsTheRenderedText(Part part, int limit) {
        CompiledTemplate template = part == Part.TITLE
                ? CompiledTemplate.compile("{x}{y}", "b", null)
                : CompiledTemplate.compile("t", "{x}{y}", null);
        Map<String, String> fits = Map.of("x", "x".repeat(limit), "y", "");

        assertThat(template.render(fits)).isNotNull();
        assertThatThrownBy(() -> template.render(Map.of("x", "x".repeat(limit), "y", "y")))
                .isInstanceOfSatisfying(
                        ContentTooLong.class, error -> assertThat(error.part()).isEqualTo(part));
    }

    @Test
    void limitsHtmlAfterEscaping() {
        CompiledTemplate template = CompiledTemplate.compile("t", "b", "{x}");

        assertThatThrownBy(() -> template.render(Map.of("x", "<".repeat(Part.HTML.maxRendered() / 2))))
                .isInstanceOf(ContentTooLong.class);
    }

    @Test
    void anyTextEitherCompilesAndRendersItsLiteralsOrIsRefused() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String alphabet = "{}ab .#^/&!=>\u0002\u0003\n\r\t\0가😀";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            random.ints(random.nextInt(12), 0, alphabet.length()).forEach(at -> text.append(alphabet.charAt(at)));
            try {
                CompiledTemplate template = CompiledTemplate.compile("t", text.toString(), null);
                Rendered rendered =
                        template.render(Map.of("a", "A", "b", "B", "ab", "AB", "ba", "BA", "aa", "AA", "bb", "BB"));
                assertThat(rendered.body())
                        .as("seed %d, template %s", seed, text)
                        .isEqualTo(expected(text.toString()));
            } catch (TemplateSyntaxError | MissingVariables refused) {
                assertThat(refused).hasMessageMatching("(?s).+");
            }
        }
    }

    /** Another way to the same text, for those that compile: marks the doubled braces, drops the single ones, whose names here are a and b only. */
    private static String expected(String template) {
        StringBuilder out = new StringBuilder();
        boolean inside = false;
        for (int at = 0; at < template.length(); at++) {
            char c = template.charAt(at);
            boolean doubled = at + 1 < template.length() && template.charAt(at + 1) == c;
            if (inside && c == '}') {
                inside = false;
            } else if ((c == '{' || c == '}') && doubled && !inside) {
                out.append(c);
                at++;
            } else if (c == '{') {
                inside = true;
            } else if (c == '\r') {
                out.append('\n');
                at += at + 1 < template.length() && template.charAt(at + 1) == '\n' ? 1 : 0;
            } else {
                out.append(inside ? Character.toUpperCase(c) : c);
            }
        }
        return out.toString();
    }

    @Test
    void rendersFromManyThreadsAtOnce() throws Exception {
        CompiledTemplate template = CompiledTemplate.compile("{a}", "{a}/{b}", "<p>{b}</p>");
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<Boolean>> results = new ArrayList<>();
            IntStream.range(0, 8)
                    .forEach(thread -> results.add(threads.submit(() -> IntStream.range(0, 2_000)
                            .allMatch(i -> {
                                String a = thread + "-" + i;
                                Rendered rendered = template.render(Map.of("a", a, "b", "b" + a));
                                return rendered.equals(new Rendered(a, a + "/b" + a, "<p>b" + a + "</p>"));
                            }))));
            for (Future<Boolean> result : results) {
                assertThat(result.get()).isTrue();
            }
        }
    }
}
