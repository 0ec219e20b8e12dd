package io.notificationhub.web;

import org.jspecify.annotations.Nullable;

/** Maps an error that escaped a handler to the problem a client gets. The first translator bean that knows the error wins. */
@FunctionalInterface
public interface ProblemTranslator {
    /** Returns null for an error that this translator doesn't know. */
    @Nullable
    ProblemException translate(Throwable error);
}
