package io.notificationhub.bench.worker;

import io.notificationhub.bench.measure.JavaProcess;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One reader in a process of its own: warms up, counts for a while, then reports calls, seconds, CPU-seconds and order violations. */
final class WorkerProgram {
    private static final long WARM_UP_SECONDS = 15;
    private static final long SECONDS = 15;

    private WorkerProgram() {}

    public static void main(String[] args) throws InterruptedException {
        KafkaReader reader = KafkaReader.valueOf(args[0]);
        SlowVendor vendor = new SlowVendor();
        reader.start(WorkerBench.TOPIC, reader.settings(args[1]), vendor);
        pause(WARM_UP_SECONDS);
        long calls = vendor.answered();
        long cpu = cpuMillis();
        long begin = System.nanoTime();
        pause(SECONDS);
        JavaProcess.report(
                vendor.answered() - calls,
                (System.nanoTime() - begin) / 1e9,
                (cpuMillis() - cpu) / 1e3,
                vendor.outOfOrder());
        // A measured process has nothing to finish.
        Runtime.getRuntime().halt(0);
    }

    private static long cpuMillis() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis();
    }

    private static void pause(long seconds) throws InterruptedException {
        boolean interrupted = new CountDownLatch(1).await(seconds, TimeUnit.SECONDS);
        if (interrupted) {
            throw new IllegalStateException("nobody counts down");
        }
    }
}
