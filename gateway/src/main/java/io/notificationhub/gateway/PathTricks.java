package io.notificationhub.gateway;

/**
 * Paths that two programs could read differently. The gateway decides by the path who may pass, so a path that the service behind it might
 * take for another one is refused whole: {@code .}, {@code ..} and empty segments, {@code ;parameters}, backslashes, and encoded slashes,
 * dots, backslashes and control characters, also encoded twice.
 */
final class PathTricks {
    private PathTricks() {}

    /** Whether the raw path holds any. */
    static boolean in(String path) {
        int length = path.length();
        int segment = 0;
        for (int i = 0; i < length; i++) {
            switch (path.charAt(i)) {
                case ';', '\\' -> {
                    return true;
                }
                case '/' -> {
                    if (i > 0 && dotsOrNothing(path, segment, i)) {
                        return true;
                    }
                    segment = i + 1;
                }
                case '%' -> {
                    if (encodesTrick(path, i)) {
                        return true;
                    }
                }
                default -> {}
            }
        }
        // The empty segment after a trailing slash is no trick.
        return segment < length && dotsOrNothing(path, segment, length);
    }

    private static boolean dotsOrNothing(String path, int from, int to) {
        int length = to - from;
        return length == 0
                || (length == 1 && path.charAt(from) == '.')
                || (length == 2 && path.charAt(from) == '.' && path.charAt(from + 1) == '.');
    }

    private static boolean encodesTrick(String path, int percent) {
        int decoded = decode(path, percent);
        return switch (decoded) {
            case '/', '\\', '.', 0x7f -> true;
            case '%' -> {
                int twice = decode(path, percent + 2);
                yield twice == '/' || twice == '\\' || twice == '.' || twice == '%';
            }
            default -> decoded < 0x20;
        };
    }

    /** The octet that the two digits after this position stand for, -1 if they are none. */
    private static int decode(String path, int percent) {
        if (percent + 2 >= path.length()) {
            return -1;
        }
        int high = Character.digit(path.charAt(percent + 1), 16);
        int low = Character.digit(path.charAt(percent + 2), 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }
}
