package dev.millrace.pool.runtime.handles;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.JobHandle;
import dev.millrace.pool.JobOptions;
import dev.millrace.pool.Outcome;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;

/** A wait that could never end is refused, and says so; one that can is not. */
@Guarded
class WaitCircleTest {

    @InEveryMode
    void ofOneJobIsRefused(Mode mode) throws Exception {
        try (WorkerPool pool = mode.pool("circle", mode.leastWorkers()).build()) {
            CompletableFuture<JobHandle<?>> self = new CompletableFuture<>();
            JobHandle<Object> job =
                    pool.submit(() -> self.get().get(), JobOptions.none().label("own tail"));
            self.complete(job);
            assertThat(job.outcome()).isInstanceOf(Outcome.Failed.class);
            assertThat(((Outcome.Failed<?>) job.outcome()).cause())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("waiting for a job of pool 'circle' ('own tail') from millrace-circle-")
                    .hasMessageEndingWith("would never end: it runs on this very thread");
        }
    }

    /** An inner job that waits for the one around it. */
    @InEveryMode
    void ofAnInnerJobAndItsOuterIsRefused(Mode mode) throws Exception {
        try (WorkerPool pool = mode.pool("circle", mode.leastWorkers()).build();
                Gate held = Gate.holding(pool, mode.leastWorkers() - 1)) {
            CompletableFuture<JobHandle<?>> self = new CompletableFuture<>();
            JobHandle<Object> outer = pool.submit(() -> {
                JobHandle<Object> inner = pool.submit(() -> self.get().get());
                return ((Outcome.Failed<?>) inner.outcome()).cause();
            });
            self.complete(outer);
            assertThat(outer.get()).isInstanceOf(IllegalStateException.class);
            held.open();
        }
    }

    /** Jobs that run at the same time, each waiting for the next; how many were refused. */
    private static long refused(List<WorkerPool> pools) throws Exception {
        int jobs = pools.size();
        CyclicBarrier together = new CyclicBarrier(jobs);
        List<CompletableFuture<JobHandle<?>>> handles = new ArrayList<>();
        pools.forEach(pool -> handles.add(new CompletableFuture<>()));
        List<JobHandle<Boolean>> submitted = new ArrayList<>();
        for (int i = 0; i < jobs; i++) {
            CompletableFuture<JobHandle<?>> next = handles.get((i + 1) % jobs);
            JobHandle<Boolean> handle = pools.get(i).submit(() -> {
                JobHandle<?> awaited = next.get();
                together.await();
                try {
                    awaited.get();
                    return false;
                } catch (IllegalStateException refused) {
                    assertThat(refused).hasMessageContaining("would never end: it waits, over " + (jobs - 1));
                    return true;
                }
            });
            submitted.add(handle);
            handles.get(i).complete(handle);
        }
        long refused = 0;
        for (JobHandle<Boolean> handle : submitted) {
            refused += handle.get(20, TimeUnit.SECONDS) ? 1 : 0;
        }
        return refused;
    }

    @InEveryMode
    void ofSeveralJobsIsRefusedToOne(Mode mode) throws Exception {
        try (WorkerPool pool = mode.pool("circle", 3).build()) {
            for (int round = 0; round < Scale.rounds(200); round++) {
                assertThat(refused(List.of(pool, pool))).isEqualTo(1);
                assertThat(refused(List.of(pool, pool, pool))).isEqualTo(1);
            }
        }
    }

    @InEveryMode
    void overTwoPoolsIsRefusedToOne(Mode mode) throws Exception {
        try (WorkerPool one = mode.pool("circle-one", 2).build();
                WorkerPool other = mode.pool("circle-other", 2).build()) {
            for (int round = 0; round < Scale.rounds(200); round++) {
                assertThat(refused(List.of(one, other))).isEqualTo(1);
                assertThat(refused(List.of(one, other, one, other))).isEqualTo(1);
            }
        }
    }

    /** The thread that ran what is awaited goes on to a job that waits for this one: no circle, since the first is done. */
    @InEveryMode
    void isNotSeenInAChain(Mode mode) throws Exception {
        try (WorkerPool pool = mode.pool("chain", 2).build()) {
            for (int round = 0; round < Scale.rounds(1_000); round++) {
                CompletableFuture<JobHandle<?>> self = new CompletableFuture<>();
                Gate gate = new Gate();
                JobHandle<?> first = pool.submit(gate);
                gate.entered(pool);
                JobHandle<Object> waits = pool.submit(() -> {
                    JobHandle<Object> second = pool.submit(() -> self.get().get());
                    gate.open();
                    return first.get() == null ? second : null;
                });
                self.complete(waits);
                JobHandle<?> second = (JobHandle<?>) waits.get(20, TimeUnit.SECONDS);
                assertThat(second.get(20, TimeUnit.SECONDS)).isSameAs(second);
            }
        }
    }

    @InEveryMode
    void isToldWhileItLasts(Mode mode) throws Exception {
        try (WorkerPool pool = mode.pool("words", 2).build()) {
            Gate gate = new Gate();
            JobHandle<?> awaited = pool.submit(gate, JobOptions.none().label("slow"));
            gate.entered(pool);
            JobHandle<?> waits = pool.submit(() -> awaited.get());
            Await.until(() -> pool.stats().workers().waiting() == 1, pool::explain);
            assertThat(pool.explain())
                    .containsPattern("waits +millrace-words-\\d waits for 'slow', which runs on millrace-words-\\d");
            gate.open();
            waits.get();
            assertThat(pool.stats().workers().waiting()).isZero();
        }
    }
}
