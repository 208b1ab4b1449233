package dev.millrace.pool.runtime.invariants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.JobHandle;
import dev.millrace.pool.Outcome;
import dev.millrace.pool.PoolStats;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Accounts;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Ledger;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.Poison;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Workers that die are counted, and so are their successors; deaths that follow each other are told as a crash loop, and slow nobody but successors. */
@Guarded
class CrashLoopTest {

    private static void killOne(WorkerPool pool) {
        long before = pool.stats().workers().deaths();
        pool.execute(new Poison());
        Await.until(() -> pool.stats().workers().deaths() == before + 1, pool::explain);
    }

    @InEveryMode
    void isToldWhileDeathsFollowEachOther(Mode mode) {
        int workers = mode.leastWorkers();
        try (WorkerPool pool = mode.pool("loop", workers).build()) {
            assertThat(pool.explain()).contains("0 died, 0 restarted").doesNotContain("crash loop");

            killOne(pool);
            Await.until(() -> pool.stats().workers().restarts() == 1, pool::explain);
            assertThat(pool.stats().workers().crashLoop()).isFalse();
            assertThat(pool.explain()).contains("1 died, 1 restarted").doesNotContain("crash loop");

            for (int i = 0; i < 4; i++) {
                killOne(pool);
            }
            assertThat(pool.stats().workers().crashLoop()).isTrue();
            assertThat(pool.explain())
                    .contains("5 died, ")
                    .containsPattern("restarted; crash loop: the next begins in [01]\\.\\d s");
            Await.until(() -> pool.stats().workers().restarts() == 5, pool::explain);
            PoolStats.Workers all = pool.stats().workers();
            assertThat(all.crashLoop()).as("it lasts on").isTrue();
            Await.asleep(pool, workers);
            assertThat(pool.explain())
                    .contains("5 died, 5 restarted; crash loop")
                    .doesNotContain("begins in");
        }
    }

    @InEveryMode
    void doesNotKeepOtherWorkersFromTheirJobs(Mode mode) {
        Ledger ledger = new Ledger(3_000);
        try (WorkerPool pool = mode.pool("others", 3).build()) {
            for (int i = 0; i < 3; i++) {
                killOne(pool);
                pool.executeAll(ledger.jobs(i * 1_000, i * 1_000 + 500));
                ledger.jobs(i * 1_000 + 500, i * 1_000 + 1_000).forEach(pool::execute);
            }
            Await.until(() -> ledger.total() == 3_000, pool::explain);
            Accounts.assertClosed(pool.close(Duration.ofSeconds(20)));
            assertThat(pool.stats().workers().deaths()).isEqualTo(3);
        }
        ledger.assertEachRanOnce();
    }

    /** The handle has it, the handler does not; and it ends the worker as that of any job does. */
    @InEveryMode
    void aJobWithAHandleCanBeginToo(Mode mode) throws InterruptedException {
        Queue<Throwable> handled = new ConcurrentLinkedQueue<>();
        AtomicInteger completions = new AtomicInteger();
        try (WorkerPool pool = mode.pool("handles", mode.leastWorkers())
                .uncaughtHandler((thread, failure) -> handled.add(failure))
                .build()) {
            JobHandle<?> ordinary = pool.submit(() -> {
                throw new IllegalStateException("the handle's");
            });
            assertThat(ordinary.outcome()).isInstanceOf(Outcome.Failed.class);
            assertThat(pool.stats().workers().deaths()).isZero();

            JobHandle<?> deadly =
                    pool.submit((Runnable) new Poison()).onCompletion(end -> completions.incrementAndGet());
            assertThat(deadly.outcome())
                    .isInstanceOfSatisfying(
                            Outcome.Failed.class,
                            failed -> assertThat(failed.cause().toString()).contains("ThreadDeath"));
            Await.until(() -> pool.stats().workers().restarts() == 1, pool::explain);
            assertThat(pool.stats().workers().deaths()).isEqualTo(1);
            assertThat(handled).isEmpty();
            assertThat(completions).hasValue(1);

            pool.execute(new Poison());
            Await.until(() -> pool.stats().workers().restarts() == 2, pool::explain);
            assertThat(handled).as("a job without a handle").hasSize(1);
        }
    }
}
