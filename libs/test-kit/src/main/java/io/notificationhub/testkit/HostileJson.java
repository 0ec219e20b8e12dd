package io.notificationhub.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Changes one place of a JSON text at random. The text may then be valid, or not even JSON. */
final class HostileJson {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What stands in place of a value; as it goes over the wire, so that it may be wrong in ways that no writer of JSON writes. */
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "false",
            "0",
            "-1",
            "1.5",
            "1e999",
            "-1E400",
            "9223372036854775808",
            "9".repeat(400),
            "1e-999999999",
            "\"\"",
            "\" \"",
            "\"\\u0000\"",
            "\"a\\u0000b\"",
            "\"\\ud800\"",
            "\"x\\udc00y\"",
            "\"\\u202e\\ufeff\"",
            "\"\\r\\nX-Evil: 1\"",
            "\"NONSENSE\"",
            "\"marketing\"",
            "\"😀\"",
            "\"{unclosed\"",
            "\"{a{b}}\"",
            "\"' OR 1=1; --\"",
            "\"${jndi:ldap://127.0.0.1/x}\"",
            "\"../../etc/passwd\"",
            "\"<script>alert(1)</script>\"",
            "\"2020-13-45T99:99:99Z\"",
            "\"+1000000000-12-31T23:59:59Z\"",
            "\"-999999999-01-01T00:00:00+18:00\"",
            "\"2026-03-02T03:00:00.000000000000001Z\"",
            "\"Mars/Olympus\"",
            "[]",
            "[[]]",
            "[null]",
            "[\"\"]",
            "[0]",
            "{}",
            "{\"\":\"\"}",
            "{\"a\":null}",
            "{\"a\\u0000\":\"b\"}",
            "{\"\\ud800\":\"b\"}",
            "{\"EMAIL\":null}",
            "{\"a\":{\"b\":{\"c\":[]}}}",
            "NaN",
            "undefined",
            "'single'",
            "\"unterminated",
            "\"\\x\"",
            "\"tab\there\"",
            "01",
            "/* comment */ 1",
            "");

    private final Random random;

    HostileJson(Random random) {
        this.random = random;
    }

    /** One value of the document is replaced, repeated, renamed or taken out. Text that is no JSON stays as it is. */
    byte[] mutated(byte[] valid) {
        JsonNode tree;
        try {
            tree = JSON.readTree(valid);
        } catch (RuntimeException e) {
            return valid;
        }
        Places places = new Places(random.nextInt(count(tree)), random.nextInt(8));
        return places.write(tree).getBytes(StandardCharsets.UTF_8);
    }

    /** Something else than a JSON document. */
    byte[] notJson(byte[] valid) {
        return switch (random.nextInt(9)) {
            case 0 -> new byte[0];
            case 1 -> Arrays.copyOf(valid, random.nextInt(valid.length + 1));
            case 2 -> new String(valid, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_16);
            case 3 -> {
                byte[] noise = new byte[random.nextInt(300)];
                random.nextBytes(noise);
                yield noise;
            }
            case 4 -> ("\ufeff" + new String(valid, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
            case 5 -> {
                byte[] broken = valid.clone();
                if (broken.length > 0) {
                    broken[random.nextInt(broken.length)] = (byte) (0x80 | random.nextInt(0x80));
                }
                yield broken;
            }
            case 6 -> ("[" + new String(valid, StandardCharsets.UTF_8) + "]").getBytes(StandardCharsets.UTF_8);
            case 7 -> "[".repeat(100_000).getBytes(StandardCharsets.UTF_8);
            default -> (new String(valid, StandardCharsets.UTF_8) + " {}").getBytes(StandardCharsets.UTF_8);
        };
    }

    /** For a parameter of a path or a query. */
    String text() {
        return switch (random.nextInt(14)) {
            case 0 -> " ";
            case 1 -> "\0";
            case 2 -> "a\0b";
            case 3 -> "\r\nX-Evil: 1";
            case 4 -> "x".repeat(129);
            case 5 -> "y".repeat(3_000);
            case 6 -> "😀";
            case 7 -> "../../actuator/env";
            case 8 -> "' OR 1=1; --";
            case 9 -> "-1";
            case 10 -> "99999999999999999999";
            case 11 -> "NONSENSE";
            case 12 -> "%00%zz;a=b";
            default -> noise(random.nextInt(1, 40));
        };
    }

    private String value() {
        return switch (random.nextInt(8)) {
            case 0 -> quoted("z".repeat(List.of(129, 201, 4_001, 5_000, 100_000).get(random.nextInt(5))));
            case 1 -> {
                int depth = List.of(10, 60, 2_000).get(random.nextInt(3));
                yield "[".repeat(depth) + "]".repeat(depth);
            }
            case 2 -> quoted(noise(random.nextInt(1, 60)));
            default -> VALUES.get(random.nextInt(VALUES.size()));
        };
    }

    private String noise(int length) {
        return IntStream.range(0, length)
                .map(i -> random.nextInt(3) == 0 ? random.nextInt(0x20, 0xd800) : random.nextInt(0x21, 0x7f))
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    private static String quoted(String text) {
        return JSON.writeValueAsString(text);
    }

    private static int count(JsonNode node) {
        return 1 + node.valueStream().mapToInt(HostileJson::count).sum();
    }

    /** Writes a document and does at one place what was drawn. */
    private final class Places {
        private final int chosen;
        private final int deed;
        private int next;

        Places(int chosen, int deed) {
            this.chosen = chosen;
            this.deed = deed;
        }

        String write(JsonNode node) {
            if (next++ == chosen) {
                next += count(node) - 1;
                return value();
            }
            if (node.isObject()) {
                return node.properties().stream()
                        .map(this::member)
                        .filter(member -> !member.isEmpty())
                        .collect(Collectors.joining(",", "{", "}"));
            }
            return node.isArray()
                    ? node.valueStream().map(this::write).collect(Collectors.joining(",", "[", "]"))
                    : node.toString();
        }

        private String member(Map.Entry<String, JsonNode> member) {
            String name = quoted(member.getKey());
            if (next != chosen || deed > 2) {
                return name + ":" + write(member.getValue());
            }
            next += count(member.getValue());
            String whole = name + ":" + member.getValue();
            return switch (deed) {
                case 0 -> quoted("no-" + member.getKey()) + ":" + member.getValue();
                case 1 -> whole + "," + whole;
                default -> "";
            };
        }
    }
}
