package io.notificationhub.delivery.kernel;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.MonoSink;

/** Those of one lane who wait for a token, and the tokens that somebody gave back while nobody waited. Thread-safe. */
final class WaitingLine {
    private final Set<MonoSink<Void>> waiting = new LinkedHashSet<>();
    private int spare;

    /** Whether the caller has to wait; if not, it has a token already. */
    boolean join(MonoSink<Void> caller) {
        synchronized (this) {
            if (spare == 0) {
                waiting.add(caller);
                return true;
            }
            spare--;
        }
        caller.success();
        return false;
    }

    synchronized void leave(MonoSink<Void> caller) {
        waiting.remove(caller);
    }

    /** Who gets the token; null if nobody waits for one. */
    synchronized @Nullable MonoSink<Void> giveBack() {
        Iterator<MonoSink<Void>> first = waiting.iterator();
        if (!first.hasNext()) {
            spare++;
            return null;
        }
        MonoSink<Void> next = first.next();
        first.remove();
        return next;
    }

    /** Takes the first of the line out of it. What nobody waits for any more is kept. */
    synchronized List<MonoSink<Void>> serve(int tokens) {
        List<MonoSink<Void>> served = new ArrayList<>(tokens);
        Iterator<MonoSink<Void>> line = waiting.iterator();
        while (served.size() < tokens && line.hasNext()) {
            served.add(line.next());
            line.remove();
        }
        spare += tokens - served.size();
        return served;
    }

    synchronized int size() {
        return waiting.size();
    }
}
