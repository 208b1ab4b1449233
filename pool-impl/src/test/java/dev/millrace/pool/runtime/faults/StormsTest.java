package dev.millrace.pool.runtime.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.DrainReport;
import dev.millrace.pool.JobHandle;
import dev.millrace.pool.Outcome;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Accounts;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Ledger;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.PoolThreads;
import dev.millrace.pool.runtime.support.ProcessorTime;
import dev.millrace.pool.runtime.support.Scale;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Too much of what each for itself is harmless, and a thread that is stopped from outside. */
@Guarded
class StormsTest {
    private static final int SUBMITTERS = 64;

    /** Unparks that nobody meant wake nobody for long: what ends a sleep is a notification. */
    @InEveryMode
    void f2AStormOfUnparks(Mode mode) {
        int jobs = 1_000;
        Ledger ledger = new Ledger(jobs);
        try (WorkerPool pool = mode.pool("unparks", 2).build()) {
            Await.asleep(pool, 2);
            List<Thread> threads = PoolThreads.alive("unparks-");
            Thread storm = new Thread(
                    () -> {
                        for (int i = 0; i < Scale.rounds(100_000); i++) {
                            threads.forEach(LockSupport::unpark);
                        }
                    },
                    "storm");
            storm.start();
            ledger.jobs(0, jobs).forEach(pool::execute);
            Await.end(storm);
            Await.asleep(pool, 2);
            assertThat(pool.stats().jobs().completed()).isEqualTo(jobs);

            long before = ProcessorTime.of(threads);
            LiveChild.pause(300);
            assertThat(ProcessorTime.of(threads) - before)
                    .as("processor time of those that sleep")
                    .isLessThan(TimeUnit.MILLISECONDS.toNanos(100));
        }
        ledger.assertEachRanOnce();
    }

    /** Each job is refused, or run, or handed back. */
    @InEveryMode
    void f27SixtyFourSubmittersAtTheClose(Mode mode) {
        int each = 50;
        Ledger ledger = new Ledger(SUBMITTERS * each);
        AtomicIntegerArray refused = new AtomicIntegerArray(SUBMITTERS * each);
        WorkerPool pool = mode.pool("storm", 2).queueCapacity(100).build();
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < SUBMITTERS; i++) {
            int first = i * each;
            threads.add(new Thread(() -> {
                Await.zero(start, pool);
                for (int job = first; job < first + each; job++) {
                    try {
                        pool.execute(ledger.job(job));
                    } catch (RejectedExecutionException e) {
                        refused.incrementAndGet(job);
                    }
                }
            }));
        }
        threads.forEach(Thread::start);
        start.countDown();
        Await.spinning(() -> ledger.total() >= SUBMITTERS, pool::explain);
        DrainReport report = pool.close(Duration.ZERO);
        Await.end(threads);

        Accounts.assertClosed(report);
        AtomicIntegerArray handedBack = new AtomicIntegerArray(SUBMITTERS * each);
        report.handedBack().forEach(job -> handedBack.incrementAndGet(((Ledger.Job) job).number()));
        for (int job = 0; job < SUBMITTERS * each; job++) {
            assertThat(refused.get(job) + ledger.runs(job) + handedBack.get(job))
                    .as("fates of job %s", job)
                    .isEqualTo(1);
        }
    }

    /** A job is never compared, hashed or printed. */
    @InEveryMode
    void f35TheSameObjectAMillionTimes(Mode mode) {
        int batch = 10_000;
        Touchy job = new Touchy();
        try (WorkerPool pool = mode.pool("same", 2).queueCapacity(4 * batch).build()) {
            for (int i = 0; i < 100; i++) {
                pool.executeAll(Collections.nCopies(batch, job));
                pool.execute(job);
            }
            Accounts.assertClosed(pool.close(Duration.ofSeconds(20)));
        }
        assertThat(job.runs).hasValue(100 * (batch + 1));
    }

    private static final class Touchy implements Runnable {
        private final AtomicInteger runs = new AtomicInteger();

        @Override
        public void run() {
            runs.incrementAndGet();
        }

        @Override
        public boolean equals(Object other) {
            throw new IllegalStateException("compared");
        }

        @Override
        public int hashCode() {
            throw new IllegalStateException("hashed");
        }

        @Override
        public String toString() {
            throw new IllegalStateException("printed");
        }
    }

    /** Where a thread can still be stopped: in the middle of a job, which fails; another worker comes in its place. By reflection, since the method is marked for removal. */
    @InEveryMode
    @EnabledForJreRange(max = JRE.JAVA_19, disabledReason = "threads cannot be stopped any more")
    void f7AWorkerThatIsStoppedFromOutside(Mode mode) throws Exception {
        int workers = mode.leastWorkers();
        Ledger ledger = new Ledger(100);
        try (WorkerPool pool = mode.pool("stopped", workers).build()) {
            AtomicReference<Thread> worker = new AtomicReference<>();
            JobHandle<?> job = pool.submit(() -> {
                worker.set(Thread.currentThread());
                while (true) {
                    Thread.onSpinWait();
                }
            });
            Await.until(() -> worker.get() != null, pool::explain);
            Thread.class.getMethod("stop").invoke(worker.get());
            Await.until(job::isDone, pool::explain);
            assertThat(job.outcome()).isInstanceOf(Outcome.Failed.class);
            Await.until(() -> pool.stats().workers().deaths() == 1, pool::explain);
            ledger.jobs(0, 100).forEach(pool::execute);
            Await.until(() -> ledger.total() == 100, pool::explain);
            Await.until(() -> pool.stats().workers().live() == workers, pool::explain);
            Accounts.assertClosed(pool.close(Duration.ofSeconds(20)));
        }
        ledger.assertEachRanOnce();
    }
}
