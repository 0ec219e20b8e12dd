package io.notificationhub.bench;

import io.notificationhub.bench.measure.Servers;
import io.notificationhub.bench.relay.RelayBench;
import io.notificationhub.bench.worker.WorkerBench;
import java.io.PrintStream;
import java.util.List;

/** A part of the hub that is measured against others. */
enum Bench {
    RELAY("bench-relay") {
        @Override
        List<String> run(Servers servers, PrintStream out) throws Exception {
            return RelayBench.run(servers, out);
        }
    },
    WORKER("bench-worker") {
        @Override
        List<String> run(Servers servers, PrintStream out) throws Exception {
            return WorkerBench.run(servers, out);
        }
    };

    private final String place;

    Bench(String place) {
        this.place = place;
    }

    /** Where its table stands in the report. */
    String place() {
        return place;
    }

    abstract List<String> run(Servers servers, PrintStream out) throws Exception;
}
