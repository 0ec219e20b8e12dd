package io.notificationhub.delivery.kernel;

import io.notificationhub.delivery.Outcome;
import io.notificationhub.delivery.VendorCall;
import io.notificationhub.delivery.VendorSender;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import reactor.core.publisher.Mono;

/** A vendor that answers as told, one outcome per call, the last one for ever, and keeps what it was asked. */
final class ScriptedSender implements VendorSender {
    private final String name;
    private final boolean repeatable;
    private final Deque<Outcome> script;
    private final List<String> keys = new CopyOnWriteArrayList<>();

    ScriptedSender(boolean repeatable, Outcome... script) {
        this("scripted", repeatable, script);
    }

    ScriptedSender(String name, boolean repeatable, Outcome... script) {
        this.name = name;
        this.repeatable = repeatable;
        this.script = new ArrayDeque<>(Arrays.asList(script));
    }

    @Override
    public String vendor() {
        return name;
    }

    @Override
    public boolean repeatable() {
        return repeatable;
    }

    @Override
    public Mono<Outcome> send(VendorCall call) {
        return Mono.fromSupplier(() -> {
            synchronized (script) {
                keys.add(call.idempotencyKey());
                return script.size() > 1 ? script.removeFirst() : script.getFirst();
            }
        });
    }

    /** The script from now on. */
    void heal(Outcome outcome) {
        synchronized (script) {
            script.clear();
            script.add(outcome);
        }
    }

    /** Idempotency keys of all calls, in their order. */
    List<String> keys() {
        return keys;
    }
}
