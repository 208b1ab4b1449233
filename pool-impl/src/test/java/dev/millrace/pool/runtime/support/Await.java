package dev.millrace.pool.runtime.support;

import dev.millrace.pool.PoolStats;
import dev.millrace.pool.WorkerPool;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Waiting with a guard: what is awaited comes, or the test fails and says what did not come. */
public final class Await {
    /** Longer than anything takes that works, on a machine that does much else. */
    private static final Duration GUARD = Duration.ofSeconds(Integer.getInteger("millrace.guard", 20));

    private Await() {}

    /** Awaits a condition, looking once a millisecond. */
    public static void until(BooleanSupplier condition, Supplier<String> otherwise) {
        try {
            Awaitility.await()
                    .pollInSameThread()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .atMost(GUARD)
                    .until(condition::getAsBoolean);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(otherwise.get(), e);
        }
    }

    /** Awaits a condition, looking all the time: for loops of thousands. */
    @SuppressWarnings("ThreadPriorityCheck")
    public static void spinning(BooleanSupplier condition, Supplier<String> otherwise) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > GUARD.toNanos()
                    || Thread.currentThread().isInterrupted()) {
                throw new AssertionError(otherwise.get());
            }
            Thread.yield();
        }
    }

    /** Awaits that all accepted jobs have ended and so many workers sleep. */
    public static void asleep(WorkerPool pool, int workers) {
        spinning(
                () -> {
                    PoolStats stats = pool.stats();
                    return stats.jobs().ended() == stats.jobs().accepted()
                            && stats.workers().sleeping() == workers;
                },
                () -> "all jobs should have ended and " + workers + " workers should sleep:\n" + pool.explain());
    }

    /** Awaits that so many submitters wait for room. */
    public static void blocked(WorkerPool pool, int submitters) {
        until(
                () -> pool.stats().depth().blockedProducers() == submitters,
                () -> submitters + " submitters should wait:\n" + pool.explain());
    }

    /** Awaits a latch that jobs of a pool count down. */
    public static void zero(CountDownLatch latch, WorkerPool pool) {
        try {
            if (!latch.await(GUARD.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError(latch.getCount() + " jobs have not come:\n" + pool.explain());
            }
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while " + latch.getCount() + " jobs had not come", e);
        }
    }

    /** Awaits the end of a phase. */
    public static void phase(Phaser phaser, int phase, WorkerPool pool) {
        try {
            phaser.awaitAdvanceInterruptibly(phase, GUARD.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(phaser.getUnarrivedParties() + " jobs have not come:\n" + pool.explain(), e);
        }
    }

    /** Awaits the end of threads. */
    public static void end(Iterable<Thread> threads) {
        threads.forEach(Await::end);
    }

    /** Awaits the end of a thread. */
    public static void end(Thread thread) {
        try {
            thread.join(GUARD.toMillis());
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
        if (thread.isAlive()) {
            throw new AssertionError("should have ended: " + PoolThreads.stacksOf(List.of(thread)));
        }
    }
}
