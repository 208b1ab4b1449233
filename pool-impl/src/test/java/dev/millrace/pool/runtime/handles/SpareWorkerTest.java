package dev.millrace.pool.runtime.handles;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.JobHandle;
import dev.millrace.pool.JobOptions;
import dev.millrace.pool.Outcome;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Accounts;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Jobs;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.Warnings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;

/** While a worker's job waits for one that others run, another worker may take its place. */
@Guarded
class SpareWorkerTest {

    /** What the one worker is waited for by needs a third job, which nobody could start. */
    @InEveryMode
    void comesWithinTheLargestSizeAndGoes(Mode mode) throws Exception {
        try (WorkerPool pool = mode.pool("spare", 2).workers(2, 3).build()) {
            Gate gate = new Gate();
            JobHandle<?> needsThird = pool.submit(gate);
            gate.entered(pool);
            JobHandle<?> waits = pool.submit(() -> needsThird.get());
            Await.until(() -> pool.stats().workers().waiting() == 1, pool::explain);
            pool.execute(gate::open);

            waits.get();

            Await.until(
                    () -> pool.stats().workers().live() == 2
                            && pool.stats().workers().threads() == 2,
                    pool::explain);
            assertThat(pool.stats().workers().target()).isEqualTo(2);
            assertThat(pool.stats().workers().deaths()).isZero();
        }
    }

    @InEveryMode
    void neverComesBeyondTheLargestSize(Mode mode) throws Exception {
        try (Warnings warnings = Warnings.listen();
                WorkerPool other = mode.pool("other", mode.leastWorkers()).build();
                WorkerPool pool = mode.pool("starved", mode.leastWorkers()).build()) {
            Gate gate = Gate.holding(other, mode.leastWorkers());
            JobHandle<?> awaited = other.submit(Jobs.NOTHING, JobOptions.none().label("far"));
            List<JobHandle<?>> waiting = new ArrayList<>();
            for (int i = 0; i < mode.leastWorkers(); i++) {
                waiting.add(pool.submit(() -> awaited.get()));
            }
            Await.until(() -> pool.stats().workers().waiting() == mode.leastWorkers(), pool::explain);
            JobHandle<?> starved = pool.submit(Jobs.NOTHING);

            Await.until(() -> warnings.contain("starvation: all " + mode.leastWorkers()), warnings::toString);

            assertThat(warnings.toString()).contains("waits for 'far' of pool 'other'");
            assertThat(pool.explain()).contains("waits for 'far' of pool 'other'");
            assertThat(pool.stats().workers().threads()).isEqualTo(mode.leastWorkers());
            assertThat(starved.isDone()).isFalse();
            gate.open();
            for (JobHandle<?> handle : waiting) {
                handle.get();
            }
            starved.get();
        }
    }

    /** Where a spare can be had, nobody is told of starvation. */
    @InEveryMode
    void comesForAWaitForAnotherPool(Mode mode) throws Exception {
        try (Warnings warnings = Warnings.listen();
                WorkerPool other = mode.pool("other", mode.leastWorkers()).build();
                WorkerPool pool = mode.pool("spare", mode.leastWorkers())
                        .workers(mode.leastWorkers(), mode.leastWorkers() + 1)
                        .build()) {
            Gate gate = Gate.holding(other, mode.leastWorkers());
            JobHandle<?> awaited = other.submit(Jobs.NOTHING);
            List<JobHandle<?>> waiting = new ArrayList<>();
            for (int i = 0; i < mode.leastWorkers(); i++) {
                waiting.add(pool.submit(() -> awaited.get()));
            }
            Await.until(() -> pool.stats().workers().waiting() == mode.leastWorkers(), pool::explain);

            pool.submit(gate::open).get();

            for (JobHandle<?> handle : waiting) {
                handle.get();
            }
            assertThat(warnings.contain("starvation")).as(warnings.toString()).isFalse();
        }
    }

    /** Threads outside that wait for jobs are not left waiting by a close. */
    @InEveryMode
    void isNotNeededByWhoWaitsOutsideAtAClose(Mode mode) {
        WorkerPool pool = mode.pool("outside", mode.leastWorkers()).build();
        Gate held = Gate.holding(pool, mode.leastWorkers());
        List<JobHandle<Integer>> handles = new ArrayList<>();
        ConcurrentLinkedQueue<Throwable> answers = new ConcurrentLinkedQueue<>();
        List<Thread> waiters = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            JobHandle<Integer> handle = pool.submit(() -> 1);
            handles.add(handle);
            Thread waiter = new Thread(() -> {
                try {
                    handle.get();
                } catch (Throwable answer) {
                    answers.add(answer);
                }
            });
            waiters.add(waiter);
            waiter.start();
        }
        Accounts.assertClosed(pool.close(Duration.ZERO));
        Await.end(waiters);
        assertThat(held.isOpen()).isFalse();
        assertThat(handles).allMatch(handle -> handle.outcome() instanceof Outcome.HandedBack);
        assertThat(answers).hasSize(10).allMatch(answer -> answer instanceof CancellationException);
    }
}
