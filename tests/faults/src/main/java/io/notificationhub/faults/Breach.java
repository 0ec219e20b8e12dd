package io.notificationhub.faults;

import java.util.List;
import java.util.stream.Collectors;

/** Says how a guarantee was broken, with examples. */
final class Breach {
    private static final int EXAMPLES = 5;

    private Breach() {}

    /** @throws AssertionError if there are cases */
    static void ifAny(String what, List<String> cases) {
        if (!cases.isEmpty()) {
            throw new AssertionError(cases.size() + " × " + what
                    + cases.stream()
                            .limit(EXAMPLES)
                            .map(each -> "\n    " + each)
                            .collect(Collectors.joining()));
        }
    }
}
