package io.notificationhub.bench.worker;

import static io.notificationhub.bench.measure.Table.atLeast;
import static io.notificationhub.bench.measure.Table.atMost;
import static io.notificationhub.bench.measure.Table.number;

import io.notificationhub.bench.measure.JavaProcess;
import io.notificationhub.bench.measure.Servers;
import io.notificationhub.bench.measure.Table;
import java.io.PrintStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** S3: how many vendor calls a second the worker's window makes, and what they cost, against other ways to read Kafka. */
public final class WorkerBench {
    static final String TOPIC = "bench.worker";
    private static final int RECORDS = 600_000;
    private static final int RECIPIENTS = 50_000;
    private static final long SEED = 42;

    private WorkerBench() {}

    /** Of a reader that made calls: one that stands still is broken, not slow. */
    record Measured(double calls, double seconds, double cpuSeconds, long outOfOrder) {
        Measured {
            if (calls <= 0) {
                throw new IllegalArgumentException("A reader made no calls");
            }
        }

        static Measured of(List<String> reported) {
            return new Measured(
                    Double.parseDouble(reported.get(0)),
                    Double.parseDouble(reported.get(1)),
                    Double.parseDouble(reported.get(2)),
                    Long.parseLong(reported.get(3)));
        }

        double perSecond() {
            return calls / seconds;
        }

        double cpuMillisPerCall() {
            return cpuSeconds * 1_000 / calls;
        }
    }

    /** Prints as it goes on; returns the table. */
    public static List<String> run(Servers servers, PrintStream out) throws InterruptedException, ExecutionException {
        servers.createTopic(TOPIC);
        fill(servers);
        Map<KafkaReader, Measured> all = new EnumMap<>(KafkaReader.class);
        for (KafkaReader reader : KafkaReader.values()) {
            out.println(reader.title() + " …");
            try (JavaProcess process = JavaProcess.start(reader.program(servers), servers.log(reader.name()))) {
                Measured measured = Measured.of(process.awaitResult());
                out.println("  " + number(measured.perSecond()) + " calls/s");
                all.put(reader, measured);
            }
        }
        return table(all);
    }

    static List<String> table(Map<KafkaReader, Measured> all) {
        Table table = new Table("up to 1,000 calls at once", "calls/s", "CPU-ms per call", "out of order");
        all.forEach((reader, measured) -> table.row(
                reader.title(),
                number(measured.perSecond()),
                number(measured.cpuMillisPerCall(), 3),
                measured.outOfOrder()));
        Measured window = of(all, KafkaReader.WINDOW);
        Measured parallel = of(all, KafkaReader.PARALLEL_CONSUMER);
        return table.row(
                        "**window ÷ parallel-consumer**",
                        atLeast(window.perSecond() / parallel.perSecond(), 1.0),
                        atMost(window.cpuMillisPerCall() / parallel.cpuMillisPerCall(), 0.6),
                        "")
                .lines();
    }

    private static Measured of(Map<KafkaReader, Measured> all, KafkaReader reader) {
        Measured measured = all.get(reader);
        if (measured == null) {
            throw new IllegalArgumentException(reader + " was not measured");
        }
        return measured;
    }

    private static void fill(Servers servers) {
        Random random = new Random(SEED);
        AtomicReference<@Nullable Exception> failed = new AtomicReference<>();
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers.bootstrapServers(), "linger.ms", "20", "batch.size", "65536"),
                new StringSerializer(),
                new StringSerializer())) {
            for (int i = 0; i < RECORDS; i++) {
                var _ = producer.send(
                        new ProducerRecord<>(TOPIC, "recipient-" + random.nextInt(RECIPIENTS), Integer.toString(i)),
                        (metadata, error) -> failed.compareAndSet(null, error));
            }
        }
        if (failed.get() != null) {
            throw new IllegalStateException("The topic could not be filled", failed.get());
        }
    }
}
