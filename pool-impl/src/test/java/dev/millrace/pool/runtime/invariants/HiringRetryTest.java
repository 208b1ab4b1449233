package dev.millrace.pool.runtime.invariants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.DrainReport;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Accounts;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Ledger;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.Poison;
import dev.millrace.pool.runtime.support.PoolThreads;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A worker that could not be hired is hired later, though nobody asks again, and though the size is fixed. */
@Guarded
class HiringRetryTest {

    /** What is wrong with the thread. */
    private enum Fault {
        THROWS {
            @Override
            Thread make(Runnable runnable) {
                throw new IllegalStateException("no thread to be had");
            }
        },
        GIVES_NULL {
            @Override
            Thread make(Runnable runnable) {
                return null;
            }
        },
        CANNOT_BE_STARTED {
            @Override
            Thread make(Runnable runnable) {
                return new Thread(runnable) {
                    @Override
                    public synchronized void start() {
                        throw new OutOfMemoryError("unable to create native thread");
                    }
                };
            }
        },
        ENDS_BEFORE_IT_BEGINS {
            @Override
            Thread make(Runnable runnable) {
                return new Thread(() -> {}, "stillborn");
            }
        };

        abstract Thread make(Runnable runnable);
    }

    static Stream<Arguments> modesAndFaults() {
        return Stream.of(Mode.values())
                .flatMap(mode -> Stream.of(Fault.values()).map(fault -> Arguments.of(mode, fault)));
    }

    /** Gives bad threads as often as it is told to. */
    private static final class Flaky implements ThreadFactory {
        private final Fault fault;
        private final PoolThreads good = new PoolThreads();
        private final AtomicInteger failures = new AtomicInteger();
        private final AtomicInteger asked = new AtomicInteger();

        Flaky(Fault fault) {
            this.fault = fault;
        }

        @Override
        public Thread newThread(Runnable runnable) {
            asked.incrementAndGet();
            return failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0
                    ? fault.make(runnable)
                    : good.newThread(runnable);
        }
    }

    /** The factory fails three times: once when it is asked by hand, then when nobody asks. */
    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("modesAndFaults")
    void ofAPoolThatWasToGrow(Mode mode, Fault fault) {
        int workers = mode.leastWorkers();
        Flaky factory = new Flaky(fault);
        try (WorkerPool pool =
                mode.pool("retry", workers).threadFactory(factory).build()) {
            factory.failures.set(fault == Fault.ENDS_BEFORE_IT_BEGINS ? 0 : 3);
            pool.resize(workers + 2, workers + 2);
            Await.until(() -> pool.stats().workers().live() == workers + 2, pool::explain);
            assertThat(factory.failures).hasValue(0);
            assertThat(factory.good.ownAlive()).hasSizeGreaterThanOrEqualTo(workers + 2);
        }
    }

    /** The successor's thread is started and ends before it comes here, so nobody is left who could go on in its place. */
    @InEveryMode
    void ofAPoolWithoutAWorker(Mode mode) {
        int workers = mode.leastWorkers();
        Ledger ledger = new Ledger(20);
        Flaky factory = new Flaky(Fault.ENDS_BEFORE_IT_BEGINS);
        try (WorkerPool pool =
                mode.pool("nobody", workers).threadFactory(factory).build()) {
            factory.failures.set(2 * workers);
            for (int i = 0; i < workers; i++) {
                pool.execute(new Poison());
            }
            ledger.jobs(0, 20).forEach(pool::execute);
            Await.until(() -> ledger.total() == 20, pool::explain);
            Await.until(() -> pool.stats().workers().live() == workers, pool::explain);
            assertThat(factory.failures).hasValue(0);
            Accounts.assertClosed(pool.close(Duration.ofSeconds(20)));
        }
        ledger.assertEachRanOnce();
    }

    /** The same for ever: jobs wait, and a close, which does not wait for its deadline, hands them back and ends the attempts. */
    @InEveryMode
    void endsWithThePool(Mode mode) {
        int workers = mode.leastWorkers();
        int jobs = 20;
        Ledger ledger = new Ledger(jobs);
        Flaky factory = new Flaky(Fault.ENDS_BEFORE_IT_BEGINS);
        WorkerPool pool = mode.pool("never", workers).threadFactory(factory).build();
        factory.failures.set(Integer.MAX_VALUE);
        int asked = factory.asked.get();
        for (int i = 0; i < workers; i++) {
            pool.execute(new Poison());
        }
        Await.until(() -> factory.asked.get() >= asked + workers + 2, pool::explain);
        Await.until(() -> pool.stats().workers().live() == 0, pool::explain);
        ledger.jobs(0, jobs).forEach(pool::execute);

        DrainReport report = pool.close(Duration.ofMinutes(10));

        Accounts.assertClosed(report);
        assertThat(report.handedBack()).hasSize(jobs);
        assertThat(ledger.total()).isZero();
        assertThat(PoolThreads.alive("never")).as("the timer has ended").isEmpty();
    }
}
