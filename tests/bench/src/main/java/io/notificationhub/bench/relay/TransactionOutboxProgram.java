package io.notificationhub.bench.relay;

import com.gruelbox.transactionoutbox.Dialect;
import com.gruelbox.transactionoutbox.Instantiator;
import com.gruelbox.transactionoutbox.Persistor;
import com.gruelbox.transactionoutbox.Submitter;
import com.gruelbox.transactionoutbox.TransactionManager;
import com.gruelbox.transactionoutbox.TransactionOutbox;
import com.zaxxer.hikari.HikariDataSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** transaction-outbox in a process: one thread takes batches of rows, others make the calls. */
final class TransactionOutboxProgram {
    private static final int THREADS = 32;
    private static final int BATCH = 1_000;

    private TransactionOutboxProgram() {}

    public static void main(String[] args) throws InterruptedException {
        try (HikariDataSource database = new HikariDataSource()) {
            database.setJdbcUrl(args[0]);
            database.setUsername(DueRows.OWNER);
            database.setPassword(DueRows.OWNER);
            database.setMaximumPoolSize(THREADS + 2);
            Publication publication = new Publication(Producers.waiting(args[1]));
            // Whoever finds the queue full makes the call itself, so that no more is taken than can be done.
            ThreadPoolExecutor threads = new ThreadPoolExecutor(
                    THREADS,
                    THREADS,
                    1,
                    TimeUnit.MINUTES,
                    new LinkedBlockingQueue<>(BATCH),
                    new ThreadPoolExecutor.CallerRunsPolicy());
            TransactionOutbox outbox = TransactionOutbox.builder()
                    .transactionManager(TransactionManager.fromDataSource(database))
                    .persistor(Persistor.forDialect(Dialect.POSTGRESQL_9))
                    .instantiator(Instantiator.using(type -> publication))
                    .submitter(Submitter.withExecutor(threads))
                    .flushBatchSize(BATCH)
                    .build();
            CountDownLatch never = new CountDownLatch(1);
            boolean over = false;
            while (!over) {
                over = !outbox.flush() && never.await(20, TimeUnit.MILLISECONDS);
            }
        }
    }
}
