package dev.millrace.pool.runtime.invariants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.DrainReport;
import dev.millrace.pool.FanIn;
import dev.millrace.pool.FanOut;
import dev.millrace.pool.FanResult;
import dev.millrace.pool.JobHandle;
import dev.millrace.pool.JobOptions;
import dev.millrace.pool.Outcome;
import dev.millrace.pool.SizingPolicy;
import dev.millrace.pool.SizingRecord;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Accounts;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.Jobs;
import dev.millrace.pool.runtime.support.QuietLog;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The user's thread factory may be slow, fail, close the pool, and hand down what its caller has: that is nobody else's affair. */
@Guarded
@ExtendWith(QuietLog.class)
class UserFactoryTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final InheritableThreadLocal<String> TENANT = new InheritableThreadLocal<>();

    /** Works for the first {@code quick} threads, then fails for {@code failing} calls, then waits for the gate. */
    private static ThreadFactory factory(int quick, int failing, Gate gate) {
        AtomicInteger calls = new AtomicInteger();
        return work -> {
            int call = calls.incrementAndGet();
            if (call > quick && call <= quick + failing) {
                throw new IllegalStateException("no thread at the moment");
            }
            if (call > quick + failing) {
                gate.awaitUninterruptibly();
            }
            return new Thread(work);
        };
    }

    private static WorkerPool pool(String name, int most, ThreadFactory factory) {
        return WorkerPool.builder(name)
                .workers(1, most)
                .sizing(SizingPolicy.fixed())
                .threadFactory(factory)
                .build();
    }

    @Test
    void whenItIsSlowInARetryTheTimerGoesOn() throws Exception {
        try (Gate gate = new Gate();
                WorkerPool pool = pool("slow-retry", 8, factory(1, 1, gate))) {
            pool.resize(2, 8);
            gate.entered(pool); // the retry, a tenth of a second later
            Gate busy = Gate.holding(pool, 1);
            JobHandle<Integer> late = pool.submit(() -> 1, JobOptions.startWithin(Duration.ofMillis(20)));

            assertThat(late.toCompletableFuture()
                            .handle((value, thrown) -> thrown)
                            .get(20, TimeUnit.SECONDS))
                    .isNotNull();
            assertThat(late.outcome()).isInstanceOf(Outcome.Expired.class);
            busy.open();
            gate.open();
            Await.until(() -> pool.stats().workers().live() == 2, pool::explain);
        }
    }

    @Test
    void whenItIsSlowInAResizeEverythingElseGoesOn() throws Exception {
        try (Gate gate = new Gate();
                WorkerPool pool = pool("slow-resize", 8, factory(1, 0, gate))) {
            Thread resizer = new Thread(() -> pool.resize(2, 8));
            resizer.start();
            gate.entered(pool);
            CompletableFuture<Void> others = CompletableFuture.runAsync(() -> {
                pool.pause();
                pool.resume();
                pool.sizing(SizingPolicy.fixed());
                pool.resize(1, 4);
                pool.explain();
                pool.execute(Jobs.NOTHING);
            });

            others.get(20, TimeUnit.SECONDS);
            assertThat(pool.stats().workers().target()).isEqualTo(2);
            assertThat(pool.decisions())
                    .extracting(SizingRecord::reason)
                    .containsSubsequence("resize(2, 8)", "pause()", "resume()", "resize(1, 4)");
            gate.open();
            Await.end(resizer);
            Await.until(() -> pool.stats().workers().live() == 2, pool::explain);
        }
    }

    /** What it gives after the end is not started; as long as it does not return, it is named. */
    @Test
    void whenItHangsForASpareTheCloseDoesNotWaitForThatAndNamesIt() throws Exception {
        Gate gate = new Gate();
        Gate far = new Gate();
        WorkerPool other = WorkerPool.builder("far").build();
        WorkerPool pool = pool("hangs", 2, factory(1, 0, gate));
        JobHandle<?> awaited = other.submit(far);
        JobHandle<?> waits = pool.submit(awaited::outcome);
        pool.execute(Jobs.NOTHING);
        gate.entered(pool);
        far.open();
        waits.get(20, TimeUnit.SECONDS);

        long start = System.nanoTime();
        DrainReport report = pool.close(LONG);
        assertThat(System.nanoTime() - start).as("it is drained").isLessThan(LONG.toNanos() / 2);
        assertThat(report.stillRunning())
                .singleElement()
                .satisfies(running -> assertThat(running.thread().getName()).isEqualTo("millrace-hangs-hiring"));
        assertThat(pool.asExecutorService().isTerminated()).isFalse();
        assertThat(pool.asExecutorService().awaitTermination(10, TimeUnit.MILLISECONDS))
                .isFalse();
        gate.open();
        assertThat(pool.asExecutorService().awaitTermination(20, TimeUnit.SECONDS))
                .isTrue();
        assertThat(pool.stats().workers().live()).isZero();
        other.close();
    }

    /** Nobody is needed any more: the dead one does not wait for it. */
    @Test
    @SuppressWarnings("removal")
    void whenItHangsForASuccessorTheCloseOfADrainedPoolDoesNotWaitForThat() throws Exception {
        Gate gate = new Gate();
        WorkerPool pool = WorkerPool.builder("hangs-after-death")
                .workers(1)
                .threadFactory(factory(1, 0, gate))
                .build();
        pool.execute(() -> {
            throw new ThreadDeath();
        });
        gate.entered(pool);

        long start = System.nanoTime();
        DrainReport report = pool.close(LONG);
        assertThat(System.nanoTime() - start).isLessThan(LONG.toNanos() / 2);
        assertThat(report.unaccounted()).isZero();
        assertThat(report.stillRunning()).hasSize(1);
        gate.open();
        assertThat(pool.asExecutorService().awaitTermination(20, TimeUnit.SECONDS))
                .isTrue();
    }

    /** As when a job does: the end waits for the factory, so this must not wait for the end. */
    @Test
    void whenItClosesThePoolInAResizeTheCloseReturnsAtOnce() throws Exception {
        AtomicReference<WorkerPool> self = new AtomicReference<>();
        AtomicReference<DrainReport> report = new AtomicReference<>();
        WorkerPool pool = WorkerPool.builder("closes")
                .workers(1, 4)
                .threadFactory(work -> {
                    WorkerPool made = self.get();
                    if (made != null) {
                        report.set(made.close(LONG));
                    }
                    return new Thread(work);
                })
                .build();
        pool.submit(Jobs.NOTHING).get();
        self.set(pool);
        pool.resize(2, 4);

        assertThat(report.get().complete()).as("%s", report.get()).isFalse();
        DrainReport end = pool.whenClosed().toCompletableFuture().get(20, TimeUnit.SECONDS);
        assertThat(end.complete()).as("%s", end).isTrue();
        Accounts.assertClosed(end);
    }

    /** A spare is hired since a job of somebody's waits: the next job of somebody else's runs on it. */
    @Test
    void whatAWaitingJobHasIsNotHandedDownToTheSpareWorker() throws Exception {
        try (WorkerPool far = WorkerPool.builder("far").build();
                Gate gate = new Gate();
                URLClassLoader loader = new URLClassLoader(new URL[0], null);
                WorkerPool pool = pool("spare-inherits", 2, Thread::new)) {
            JobHandle<?> awaited = far.submit(gate);
            pool.execute(() -> {
                Thread.currentThread().setContextClassLoader(loader);
                TENANT.set("A");
                awaited.outcome();
                TENANT.remove();
            });
            CompletableFuture<String> seen = new CompletableFuture<>();
            pool.execute(() -> seen.complete(TENANT.get() + " " + loader.equals(loader())));

            assertThat(seen.get(20, TimeUnit.SECONDS)).isEqualTo("null false");
        }
    }

    private static ClassLoader loader() {
        return Thread.currentThread().getContextClassLoader();
    }

    @Test
    @SuppressWarnings("removal")
    void whatAJobHasThatEndsItsThreadIsNotHandedDownToTheSuccessor() throws Exception {
        try (WorkerPool pool = WorkerPool.builder("successor-inherits")
                .workers(1)
                .threadFactory(Thread::new)
                .build()) {
            Thread dead = pool.submit(Thread::currentThread).get();
            pool.execute(() -> {
                TENANT.set("A");
                throw new ThreadDeath();
            });
            JobHandle<String> next = pool.submit(() -> TENANT.get() + " " + dead.equals(Thread.currentThread()));

            assertThat(next.get(20, TimeUnit.SECONDS)).isEqualTo("null false");
            assertThat(pool.stats().workers().deaths()).isEqualTo(1);
        }
    }

    /** Whoever waits runs what it waits for, as where no spare is allowed. */
    @Test
    void whenItGivesNoSpareAFanOutIsRunByItsReader() throws Exception {
        try (Gate never = new Gate();
                WorkerPool pool = pool("no-spare", 2, factory(1, Integer.MAX_VALUE - 1, never))) {
            JobHandle<Integer> reads = pool.submit(() -> {
                int sum = 0;
                try (FanIn<FanResult<Integer, Integer>> squares =
                        pool.mapAsCompleted(List.of(1, 2, 3), i -> i * i, FanOut.collectAll())) {
                    for (FanResult<Integer, Integer> square : squares) {
                        sum += square.value();
                    }
                }
                return sum;
            });

            assertThat(reads.get(20, TimeUnit.SECONDS)).isEqualTo(14);
            assertThat(pool.stats().workers().live()).isEqualTo(1);
        }
    }
}
