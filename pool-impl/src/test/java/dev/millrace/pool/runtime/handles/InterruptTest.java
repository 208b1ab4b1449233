package dev.millrace.pool.runtime.handles;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.JobHandle;
import dev.millrace.pool.Outcome;
import dev.millrace.pool.WhenFull;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Accounts;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.Scale;
import dev.millrace.pool.runtime.support.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** An interrupt reaches the job that it is meant for, and no other on the same thread. */
@Guarded
class InterruptTest {

    /** The cancel comes just before, at, or just after the end of the job. */
    @InEveryMode
    void ofACancelNeverReachesTheNextJob(Mode mode, Seed seed) throws Exception {
        SplittableRandom random = seed.random(0);
        int interrupted = 0;
        int cancelled = 0;
        int rounds = Scale.rounds(10_000);
        try (WorkerPool pool = mode.pool("interrupt", mode.leastWorkers()).build();
                Gate held = Gate.holding(pool, mode.leastWorkers() - 1)) {
            for (int i = 0; i < rounds; i++) {
                int work = random.nextInt(200);
                JobHandle<?> job = pool.submit((Runnable) () -> spin(work));
                JobHandle<Boolean> next =
                        pool.submit(() -> Thread.currentThread().isInterrupted());
                spin(random.nextInt(400));
                cancelled += job.cancel(true) ? 1 : 0;
                interrupted += next.get() ? 1 : 0;
            }
            held.open();
        }
        assertThat(interrupted).as("jobs that saw another's interrupt").isZero();
        assertThat(cancelled).as("of %s", rounds).isBetween(1, rounds);
    }

    private static void spin(int steps) {
        for (int i = 0; i < steps; i++) {
            Thread.onSpinWait();
        }
    }

    /** One job waits for another and runs it in place; what both saw of interrupts. */
    private static final class Nest {
        final Gate inner = new Gate();
        private final Consumer<Gate> wait;
        final AtomicReference<JobHandle<?>> innerHandle = new AtomicReference<>();
        final AtomicReference<Throwable> answer = new AtomicReference<>();
        volatile boolean innerSaw;
        volatile boolean outerSaw;

        /** @param wait what the inner job does at its gate */
        Nest(Consumer<Gate> wait) {
            this.wait = wait;
        }

        /** The outer job. */
        void run(WorkerPool pool) {
            JobHandle<?> handle = pool.submit((Runnable) () -> {
                wait.accept(inner);
                innerSaw = Thread.currentThread().isInterrupted();
            });
            innerHandle.set(handle);
            try {
                handle.get();
            } catch (CancellationException | ExecutionException | InterruptedException e) {
                answer.set(e);
            }
            outerSaw = Thread.interrupted();
        }
    }

    @InEveryMode
    void ofTheOuterJobDoesNotReachTheInner(Mode mode) {
        Nest nest = new Nest(Gate::awaitUninterruptibly);
        try (WorkerPool pool = mode.pool("nested", mode.leastWorkers()).build();
                Gate held = Gate.holding(pool, mode.leastWorkers() - 1)) {
            JobHandle<?> outer = pool.submit(() -> nest.run(pool));
            nest.inner.entered(pool);
            assertThat(outer.cancel(true)).isTrue();
            nest.inner.open();
            held.open();
        }
        assertThat(nest.innerSaw).isFalse();
        assertThat(nest.outerSaw).isTrue();
        assertThat(nest.answer).hasValue(null);
    }

    @InEveryMode
    void ofTheInnerJobDoesNotReachTheOuter(Mode mode) throws Exception {
        Nest nest = new Nest(Gate::awaitUninterruptibly);
        try (WorkerPool pool = mode.pool("nested", mode.leastWorkers()).build();
                Gate held = Gate.holding(pool, mode.leastWorkers() - 1)) {
            JobHandle<?> outer = pool.submit(() -> nest.run(pool));
            nest.inner.entered(pool);
            assertThat(nest.innerHandle.get().cancel(true)).isTrue();
            nest.inner.open();
            outer.get();
            assertThat(outer.outcome()).isInstanceOf(Outcome.Value.class);
            held.open();
        }
        assertThat(nest.innerSaw).isTrue();
        assertThat(nest.outerSaw).isFalse();
        assertThat(nest.answer.get()).isInstanceOf(CancellationException.class);
    }

    /** Both races at once: the outer is cancelled while its inner ones begin and end. */
    @InEveryMode
    void ofTheOuterJobIsNeverLostBetweenInnerOnes(Mode mode, Seed seed) throws Exception {
        SplittableRandom random = seed.random(0);
        try (WorkerPool pool = mode.pool("nested", mode.leastWorkers()).build();
                Gate held = Gate.holding(pool, mode.leastWorkers() - 1)) {
            for (int i = 0; i < Scale.rounds(500); i++) {
                Gate entered = new Gate();
                AtomicReference<String> wrong = new AtomicReference<>();
                JobHandle<?> outer = pool.submit((Runnable) () -> {
                    entered.open();
                    while (!Thread.currentThread().isInterrupted()) {
                        JobHandle<Boolean> inner =
                                pool.submit(() -> Thread.currentThread().isInterrupted());
                        if (inner.outcome() instanceof Outcome.Value<Boolean> seen && seen.value()) {
                            wrong.set("an inner job saw the interrupt of the outer");
                        }
                    }
                });
                Await.spinning(entered::isOpen, pool::explain);
                spin(random.nextInt(500));
                assertThat(outer.cancel(true)).isTrue();
                JobHandle<Boolean> next =
                        pool.submit(() -> Thread.currentThread().isInterrupted());
                assertThat(next.get()).isFalse();
                assertThat(wrong).hasValue(null);
            }
            held.open();
        }
    }

    @InEveryMode
    void ofACloseReachesBoth(Mode mode) {
        Nest nest = new Nest(Gate::run);
        WorkerPool pool = mode.pool("closed", mode.leastWorkers()).build();
        Gate held = Gate.holding(pool, mode.leastWorkers() - 1);
        JobHandle<?> outer = pool.submit(() -> nest.run(pool));
        nest.inner.entered(pool);

        Accounts.assertClosed(pool.close(Duration.ZERO));

        assertThat(held.isOpen()).isFalse();
        assertThat(outer.isDone()).isTrue();
        assertThat(nest.innerSaw).isTrue();
        assertThat(nest.outerSaw).isTrue();
    }

    /** The inner job is another pool's, full, whose policy has it run where it was submitted. */
    @InEveryMode
    void ofACloseReachesTheOuterAroundAJobOfAnotherPool(Mode mode) {
        WorkerPool pool = mode.pool("closed", mode.leastWorkers()).build();
        try (WorkerPool other = mode.pool("other", mode.leastWorkers())
                        .queueCapacity(1)
                        .whenFull(WhenFull.callerRuns())
                        .build();
                Gate held = Gate.holding(other, mode.leastWorkers())) {
            other.execute(() -> {});
            Nest nest = new Nest(Gate::run);
            JobHandle<?> outer = pool.submit(() -> nest.run(other));
            nest.inner.entered(pool);

            Accounts.assertClosed(pool.close(Duration.ZERO));

            assertThat(outer.isDone()).isTrue();
            assertThat(nest.innerSaw).isTrue();
            assertThat(nest.outerSaw).isTrue();
            held.open();
        }
    }

    /** A worker that is told to leave ends after its job; that is no reason to interrupt it. */
    @InEveryMode
    void isNoneWhenTheWorkerRetires(Mode mode) throws Exception {
        int workers = mode.leastWorkers() + 1;
        List<Nest> nests = new ArrayList<>();
        List<JobHandle<?>> outers = new ArrayList<>();
        try (WorkerPool pool = mode.pool("retiring", workers).build()) {
            for (int i = 0; i < workers; i++) {
                Nest nest = new Nest(Gate::awaitUninterruptibly);
                nests.add(nest);
                Gate begun = new Gate();
                outers.add(pool.submit(() -> {
                    begun.run();
                    nest.run(pool);
                }));
                begun.entered(pool);
                pool.pause(); // nobody else takes the inner one
                begun.open();
                nest.inner.entered(pool);
                pool.resume();
            }
            pool.resize(mode.leastWorkers(), mode.leastWorkers());
            nests.forEach(nest -> nest.inner.open());
            for (JobHandle<?> outer : outers) {
                outer.get();
            }
        }
        assertThat(nests).allMatch(nest -> !nest.innerSaw && !nest.outerSaw);
    }
}
