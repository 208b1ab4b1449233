package dev.millrace.pool.runtime.handles;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.DrainReport;
import dev.millrace.pool.JobHandle;
import dev.millrace.pool.JobOptions;
import dev.millrace.pool.Outcome;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Accounts;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Ledger;
import dev.millrace.pool.runtime.support.Mode;
import java.time.Duration;
import java.util.List;

/** A handle is a {@link Runnable}, too: submitted like any, it takes a place and gives it back, whatever has become of its job. */
@Guarded
class ResubmittedHandleTest {

    private static void assertAllEnd(WorkerPool pool, int jobs) {
        DrainReport report = pool.close(Duration.ofSeconds(20));
        Accounts.assertClosed(report);
        assertThat(report.stats().jobs().completed()).isEqualTo(jobs);
    }

    @InEveryMode
    void toItsOwnPool(Mode mode) throws Exception {
        Ledger ledger = new Ledger(2);
        WorkerPool pool =
                mode.pool("again", mode.leastWorkers()).queueCapacity(3).build();
        Runnable done = (Runnable) pool.submit((Runnable) ledger.job(0));
        ((JobHandle<?>) done).get();
        try (Gate held = Gate.holding(pool, mode.leastWorkers())) {
            Runnable waiting = (Runnable) pool.submit((Runnable) ledger.job(1));
            pool.execute(done);
            assertThat(pool.tryExecute(waiting)).isTrue();
            assertThat(pool.tryExecute(waiting)).as("full").isFalse();
            held.open();
        }
        pool.executeAll(List.of(done, done));
        pool.submit(done).get();
        assertAllEnd(pool, mode.leastWorkers() + 7);
        ledger.assertEachRanOnce();
    }

    /** What {@code shutdownNow} gives is meant to be run elsewhere. */
    @InEveryMode
    void toAnotherPool(Mode mode) throws Exception {
        Ledger ledger = new Ledger(3);
        WorkerPool pool = mode.pool("first", mode.leastWorkers()).build();
        Gate held = Gate.holding(pool, mode.leastWorkers());
        JobHandle<?> one = pool.submit((Runnable) ledger.job(0));
        JobHandle<?> two = pool.submit((Runnable) ledger.job(1), JobOptions.startWithin(Duration.ofHours(1)));
        JobHandle<?> three = pool.submit((Runnable) ledger.job(2));
        List<Runnable> unrun = pool.asExecutorService().shutdownNow();
        assertThat(unrun).containsExactlyInAnyOrder((Runnable) one, (Runnable) two, (Runnable) three);
        assertThat(held.isOpen()).isFalse();

        WorkerPool other = mode.pool("second", mode.leastWorkers()).build();
        assertThat(three.cancel(false)).isTrue();
        unrun.forEach(other::execute);
        one.get();
        two.get();
        assertAllEnd(other, 3);
        assertThat(one.outcome()).isInstanceOf(Outcome.Value.class);
        assertThat(ledger.total()).isEqualTo(2);
        DrainReport report = pool.close(Duration.ZERO);
        assertThat(report.stats().jobs().handedBack()).isEqualTo(3);
        assertThat(report.unaccounted()).isZero();
    }
}
