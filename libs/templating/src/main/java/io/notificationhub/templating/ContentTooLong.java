package io.notificationhub.templating;

import java.util.Locale;

/** A part that renders to more than {@link Part#maxRendered()}. */
public final class ContentTooLong extends RuntimeException {
    private final Part part;

    ContentTooLong(Part part) {
        super(
                "The rendered " + part.name().toLowerCase(Locale.ROOT) + " exceeds " + part.maxRendered()
                        + " characters",
                null,
                false,
                false);
        this.part = part;
    }

    public Part part() {
        return part;
    }
}
