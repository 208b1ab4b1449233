package dev.millrace.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.DrainReport;
import dev.millrace.pool.PoolExecutorService;
import dev.millrace.pool.PoolStats;
import dev.millrace.pool.SizingPolicy;
import dev.millrace.pool.WorkerPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;

/** Opens pools for others' code. After each test nothing may be lost: every accepted job has ended well, or as the test says, and no thread of a pool is left. */
@Timeout(90)
abstract class OnThePool {
    static final Duration GUARD = Duration.ofSeconds(30);

    /** What they tell of their coming and going, and of what they cannot find out, is not for the output. Held, since the log manager does not hold them. */
    private static final List<Logger> LOGS = Stream.of("org.eclipse.jetty", "org.apache", "io.micrometer")
            .map(Logger::getLogger)
            .toList();

    private final List<WorkerPool> pools = new ArrayList<>();
    private final Queue<Throwable> uncaught = new ConcurrentLinkedQueue<>();

    /** How many jobs may end otherwise than well: those that the test, or the library, cancels. */
    long mostCancelled;

    @BeforeAll
    static void quiet() {
        LOGS.forEach(log -> log.setLevel(Level.SEVERE));
    }

    final PoolExecutorService view(Way way, int workers, int capacity) {
        WorkerPool pool = WorkerPool.builder("others")
                .workers(workers)
                .queueCapacity(capacity)
                .dispatch(way.dispatch())
                .sizing(SizingPolicy.fixed())
                .uncaughtHandler((thread, failure) -> uncaught.add(failure))
                .build();
        pools.add(pool);
        return pool.asExecutorService();
    }

    @AfterEach
    final void nothingIsLost() {
        long otherwise = 0;
        for (WorkerPool pool : pools) {
            assertThat(pool.stats().jobs().rejected()).isZero(); // a client's own threads may come when it is closed
            DrainReport report = pool.close(GUARD);
            PoolStats.Jobs jobs = report.stats().jobs();
            assertThat(report.stillRunning()).as("%s", report).isEmpty();
            assertThat(report.handedBack()).as("%s", report).isEmpty();
            assertThat(report.unaccounted()).as("%s", report).isZero();
            assertThat(jobs.accepted())
                    .as("%s", report)
                    .isPositive()
                    .isEqualTo(jobs.completed() + jobs.failed() + jobs.cancelled());
            otherwise += jobs.failed() + jobs.cancelled();
        }
        assertThat(uncaught).isEmpty();
        assertThat(otherwise).isLessThanOrEqualTo(mostCancelled);
        Awaitility.await().atMost(GUARD).until(() -> threadsOfPools().isEmpty());
    }

    private static List<String> threadsOfPools() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("millrace-"))
                .toList();
    }
}
