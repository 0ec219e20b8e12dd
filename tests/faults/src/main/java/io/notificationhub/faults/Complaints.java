package io.notificationhub.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the parts' logs warn of, for a reader who has only this program's output to find out why a guarantee was broken. */
final class Complaints {
    private static final Pattern LINE =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z) +(WARN|ERROR) .*?\\] (\\S+) +: (.*)");
    private static final Pattern VARIABLE = Pattern.compile("[0-9a-f]{8}-[0-9a-f-]{27}|\\d+");
    private static final int MOST = 8;
    private static final int LONGEST = 300;

    private final Path logs;

    Complaints(Path home) {
        this.logs = home.resolve("logs");
    }

    /** Up to {@value #MOST} different ones of each part since then, each as it was said first, with how often. Broken connections go without saying. */
    List<String> since(Instant begin) {
        try (Stream<Path> files = Files.list(logs)) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .sorted()
                    .flatMap(file -> of(file, begin))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> of(Path file, Instant begin) {
        Map<String, String> first = new LinkedHashMap<>();
        Map<String, Integer> count = new LinkedHashMap<>();
        try {
            for (String line :
                    Files.readString(file, StandardCharsets.UTF_8).lines().toList()) {
                Matcher words = LINE.matcher(line);
                if (words.matches()
                        && !Instant.parse(words.group(1)).isBefore(begin)
                        && !words.group(3).endsWith("NetworkClient")) {
                    String same =
                            VARIABLE.matcher(words.group(3) + words.group(4)).replaceAll("#");
                    first.putIfAbsent(same, line.substring(0, Math.min(LONGEST, line.length())));
                    count.merge(same, 1, Integer::sum);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return first.entrySet().stream()
                .limit(MOST)
                .map(each -> file.getFileName() + " (" + count.get(each.getKey()) + " ×): " + each.getValue());
    }
}
