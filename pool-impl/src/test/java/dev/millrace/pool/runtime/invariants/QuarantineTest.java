package dev.millrace.pool.runtime.invariants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.pool.BatchingSubmitter;
import dev.millrace.pool.JobHandle;
import dev.millrace.pool.JobOptions;
import dev.millrace.pool.LatencySampling;
import dev.millrace.pool.Outcome;
import dev.millrace.pool.QuarantinedJob;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Accounts;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Jobs;
import dev.millrace.pool.runtime.support.Ledger;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.Poison;
import dev.millrace.pool.runtime.support.StubRecorder;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A job that has killed so many workers is run no more, by whatever way it comes; others are, and it, too, once it was released. */
@Guarded
class QuarantineTest {

    private static void killBy(WorkerPool pool, Poison poison) {
        int before = poison.runs();
        long deaths = pool.stats().workers().deaths();
        pool.execute(poison);
        Await.until(() -> pool.stats().workers().deaths() == deaths + 1, pool::explain);
        assertThat(poison.runs()).isEqualTo(before + 1);
    }

    private static void assertRefused(ThrowingCallable submit, String job) {
        assertThatExceptionOfType(RejectedExecutionException.class)
                .isThrownBy(submit)
                .withMessageContaining("does not run job '" + job + "' any more")
                .withMessageContaining("by java.lang.ThreadDeath");
    }

    @InEveryMode
    void refusesAJobThatWasKnownByItself(Mode mode) {
        Poison poison = new Poison();
        String name = Poison.class.getName();
        try (WorkerPool pool = mode.pool("same", 2)
                        .contextPropagation(job -> () -> job.run())
                        .build();
                BatchingSubmitter batching = pool.batching(4, Duration.ZERO)) {
            killBy(pool, poison);
            killBy(pool, poison);
            assertThat(pool.quarantine()).as("two are not enough").isEmpty();
            killBy(pool, poison);

            assertRefused(() -> pool.execute(poison), name);
            assertRefused(() -> pool.submit((Runnable) poison), name);
            assertRefused(() -> pool.submit((Callable<String>) poison), name);
            assertRefused(() -> pool.submit((Runnable) poison, JobOptions.startWithin(Duration.ofHours(1))), name);
            assertRefused(() -> pool.asExecutorService().execute(poison), name);
            assertRefused(() -> pool.asExecutorService().submit((Runnable) poison), name);
            assertRefused(() -> batching.add(poison), name);
            assertRefused(() -> batching.submit((Callable<String>) poison), name);
            assertThat(pool.tryExecute(poison)).isFalse();
            assertThat(pool.trySubmit((Callable<String>) poison)).isEmpty();
            assertThat(pool.trySubmit((Callable<String>) poison, JobOptions.startWithin(Duration.ofHours(1))))
                    .isEmpty();
            assertThat(pool.stats().jobs().rejected()).isEqualTo(11);
            assertRefused(() -> pool.executeAll(List.of(Jobs.NOTHING, poison)), name);
            assertThat(pool.tryExecuteAll(List.of(Jobs.NOTHING, Jobs.NOTHING, poison)))
                    .isFalse();
            assertThat(pool.stats().jobs().rejected()).as("all or none").isEqualTo(11 + 2 + 3);

            assertThat(pool.quarantine()).singleElement().satisfies(job -> assertHistory(job, name, 13));
            assertThat(pool.explain())
                    .contains("job      one '" + name + "' is quarantined, refused 13 times since; it ended")
                    .contains("by java.lang.ThreadDeath");
            assertThat(poison.runs()).isEqualTo(3);
            pool.execute(new Poison());
            Await.until(() -> pool.stats().workers().deaths() == 4, pool::explain);
            assertThat(pool.quarantine()).as("another one of its class").hasSize(1);
        }
    }

    private static void assertHistory(QuarantinedJob job, String name, int refused) {
        assertThat(job.job()).isEqualTo(name);
        assertThat(job.refused()).isEqualTo(refused);
        assertThat(job.deaths()).hasSize(3).allSatisfy(death -> {
            assertThat(death.worker()).startsWith("millrace-same-");
            assertThat(death.cause()).isEqualTo("java.lang.ThreadDeath");
        });
        assertThat(job.deaths()).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
    }

    @InEveryMode
    void refusesAJobThatWasKnownByItsLabel(Mode mode) {
        JobOptions labelled = JobOptions.none().label("nightly");
        try (WorkerPool pool = mode.pool("label", 2).quarantineAfter(2).build()) {
            assertThat(pool.submit((Runnable) new Poison(), labelled).outcome()).isInstanceOf(Outcome.Failed.class);
            assertThat(pool.quarantine()).isEmpty();
            assertThat(pool.submit((Callable<String>) new Poison(), labelled).outcome())
                    .isInstanceOf(Outcome.Failed.class);
            // Who sees the handle done sees the job quarantined.
            assertRefused(() -> pool.submit(Jobs.NOTHING, labelled), "nightly");
            assertThat(pool.trySubmit(() -> 1, labelled)).isEmpty();
            assertThat(pool.submit(() -> 1, JobOptions.none().label("daily")).outcome())
                    .isInstanceOf(Outcome.Value.class);
            assertThat(pool.submit(() -> 1).outcome()).isInstanceOf(Outcome.Value.class);
            assertThat(pool.quarantine()).singleElement().satisfies(job -> {
                assertThat(job.job()).isEqualTo("nightly");
                assertThat(job.refused()).isEqualTo(2);
            });

            assertThat(pool.releaseFromQuarantine("weekly")).isFalse();
            assertThat(pool.releaseFromQuarantine("nightly")).isTrue();
            assertThat(pool.submit(() -> 1, labelled).outcome()).isInstanceOf(Outcome.Value.class);
            assertThat(pool.quarantine()).isEmpty();
            assertThat(pool.releaseFromQuarantine("nightly")).isFalse();
        }
    }

    /** Copies that were accepted before lie in the queue, in a lane, in a chunk or a batch; plain, timed or with a handle. */
    @InEveryMode
    void endsCopiesThatWaitUnrun(Mode mode) {
        Poison poison = new Poison();
        int workers = mode.leastWorkers();
        Queue<Throwable> handled = new ConcurrentLinkedQueue<>();
        List<JobHandle<?>> handles = new ArrayList<>();
        Ledger ledger = new Ledger(20);
        StubRecorder recorder = new StubRecorder();
        try (WorkerPool pool = recorder.with(mode.pool("copies", workers)
                        .quarantineAfter(1)
                        .latency(LatencySampling.EXACT)
                        .uncaughtHandler((thread, failure) -> handled.add(failure)));
                Gate first = Gate.holding(pool, 1);
                Gate others = Gate.holding(pool, workers - 1)) {
            pool.execute(poison);
            for (int i = 0; i < 10; i++) {
                pool.execute(poison);
                pool.executeAll(List.of(ledger.job(2 * i), poison, ledger.job(2 * i + 1)));
                handles.add(pool.submit((Runnable) poison));
                handles.add(pool.submit((Callable<String>) poison));
            }
            long before = pool.stats().jobs().started();
            first.open();
            Await.until(() -> pool.stats().depth().total() == 0, pool::explain);
            others.open();
            Await.asleep(pool, workers);

            assertThat(poison.runs()).isEqualTo(1);
            ledger.assertEachRanOnce();
            // Which of them runs, and kills, is open where two dispatchers place them.
            assertThat(handled).hasSize(1 + 20);
            List<Throwable> failures = new ArrayList<>(handled);
            handles.forEach(handle -> failures.add(((Outcome.Failed<?>) handle.outcome()).cause()));
            assertThat(failures.stream().filter(RejectedExecutionException.class::isInstance))
                    .hasSize(40)
                    .allSatisfy(refusal -> assertThat(refusal)
                            .hasMessageContaining(Poison.class.getName())
                            .hasMessageContaining("has killed 1 worker at "));
            assertThat(failures).hasSize(41);
            assertThat(pool.stats().jobs().failed()).isEqualTo(1 + 20 + 20);
            assertThat(pool.stats().jobs().started()).isEqualTo(before + 1 + 10 + 30 + 20);
            assertThat(pool.stats().workers().deaths()).isEqualTo(1);
            assertThat(pool.quarantine().get(0).refused()).isEqualTo(40);
            Accounts.assertClosed(pool.close(Duration.ofSeconds(20)));
        }
    }

    /** A worker that waits for such a copy would run it in place: it does not either. During a pause nobody else could. */
    @InEveryMode
    void endsACopyUnrunForWhoeverWaitsForIt(Mode mode) {
        JobOptions labelled = JobOptions.none().label("deadly");
        Poison poison = new Poison();
        Poison copy = new Poison();
        try (WorkerPool pool = mode.pool("helped", 2).quarantineAfter(1).build();
                Gate dying = new Gate();
                Gate waiting = new Gate()) {
            JobHandle<?> killer = pool.submit(
                    () -> {
                        dying.run();
                        poison.run();
                    },
                    labelled);
            AtomicReference<JobHandle<?>> awaited = new AtomicReference<>();
            JobHandle<?> outer = pool.submit(() -> {
                waiting.run();
                return awaited.get().outcome();
            });
            dying.entered(pool);
            waiting.entered(pool);
            pool.pause();
            awaited.set(pool.submit((Runnable) copy, labelled));
            dying.open();
            Await.until(() -> !pool.quarantine().isEmpty(), pool::explain);

            waiting.open();

            assertThat(outer.outcome()).isInstanceOf(Outcome.Value.class);
            assertThat(awaited.get().outcome())
                    .isInstanceOfSatisfying(
                            Outcome.Failed.class,
                            failed -> assertThat(failed.cause()).isInstanceOf(RejectedExecutionException.class));
            assertThat(copy.runs()).isZero();
            assertThat(killer.outcome()).isInstanceOf(Outcome.Failed.class);
            assertThat(pool.isPaused()).isTrue();
        }
    }

    /** A job inside another one ends no thread. */
    @InEveryMode
    void countsNothingThatKilledNobody(Mode mode) {
        Poison poison = new Poison();
        int workers = mode.leastWorkers();
        AtomicInteger failed = new AtomicInteger();
        try (WorkerPool pool = mode.pool("in-place", workers).quarantineAfter(1).build();
                Gate held = Gate.holding(pool, workers - 1)) {
            JobHandle<?> outer = pool.submit(() -> {
                for (int i = 0; i < 3; i++) {
                    if (pool.submit((Runnable) poison).outcome() instanceof Outcome.Failed) {
                        failed.incrementAndGet();
                    }
                }
            });
            assertThat(outer.outcome()).isInstanceOf(Outcome.Value.class);
            assertThat(failed).hasValue(3);
            assertThat(poison.runs()).isEqualTo(3);
            assertThat(pool.stats().workers().deaths()).isZero();
            assertThat(pool.quarantine()).isEmpty();
            assertThat(held.isOpen()).isFalse();
        }
    }

    @InEveryMode
    void letsAReleasedJobRunAgain(Mode mode) {
        Poison poison = new Poison();
        try (WorkerPool pool = mode.pool("released", 2).quarantineAfter(1).build()) {
            killBy(pool, poison);
            assertRefused(() -> pool.execute(poison), Poison.class.getName());
            poison.makeHarmless();
            assertRefused(() -> pool.execute(poison), Poison.class.getName());

            assertThat(pool.releaseFromQuarantine(Poison.class.getName())).isTrue();

            pool.execute(poison);
            Await.until(() -> poison.runs() == 2, pool::explain);
            assertThat(pool.submit((Callable<String>) poison).outcome()).isInstanceOf(Outcome.Value.class);
        }
    }

    /** F37: somebody submits it again and again; it costs its deaths and no more. */
    @InEveryMode
    void letsOthersProgressWhilePoisonIsSubmittedInALoop(Mode mode) {
        int jobs = 5_000;
        int refusals = 2_000;
        Poison poison = new Poison();
        Ledger ledger = new Ledger(jobs);
        AtomicInteger refused = new AtomicInteger();
        WorkerPool pool = mode.pool("f37", 3).build();
        Thread poisoner = new Thread(
                () -> {
                    while (refused.get() < refusals) {
                        try {
                            pool.execute(poison);
                        } catch (RejectedExecutionException e) {
                            refused.incrementAndGet();
                        }
                    }
                },
                "poisoner");
        poisoner.start();
        for (int i = 0; i < jobs; i += 50) {
            pool.executeAll(ledger.jobs(i, i + 25));
            ledger.jobs(i + 25, i + 50).forEach(pool::execute);
        }
        Await.until(() -> ledger.total() == jobs, pool::explain);
        Await.end(poisoner);
        assertThat(poison.runs()).as("3 deaths, and what ran beside the last").isBetween(3, 5);
        assertThat(pool.stats().workers().deaths()).isBetween(3L, 5L);
        assertThat(pool.stats().jobs().rejected()).isEqualTo(refusals);
        Accounts.assertClosed(pool.close(Duration.ofSeconds(20)));
        ledger.assertEachRanOnce();
    }

    @SuppressWarnings("GarbageCollection")
    @InEveryMode
    void keepsNoJob(Mode mode) {
        try (WorkerPool pool = mode.pool("memory", 2).quarantineAfter(1).build()) {
            WeakReference<Poison> gone = killAndDrop(pool);
            Await.until(
                    () -> {
                        System.gc();
                        return gone.get() == null && pool.quarantine().isEmpty();
                    },
                    () -> "the job is retained");
        }
    }

    private static WeakReference<Poison> killAndDrop(WorkerPool pool) {
        Poison poison = new Poison();
        killBy(pool, poison);
        assertThat(pool.quarantine()).hasSize(1);
        assertThat(pool.tryExecute(poison)).isFalse();
        return new WeakReference<>(poison);
    }
}
