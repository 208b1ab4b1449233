package dev.millrace.pool.runtime.handles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pool.JobHandle;
import dev.millrace.pool.Outcome;
import dev.millrace.pool.Trace;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Jobs;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.Scale;
import dev.millrace.pool.runtime.support.Seed;
import java.io.IOException;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;

/** What a handle says of a job that ran. */
@Guarded
class OutcomesTest {
    private static final IOException THROWN = new IOException("thrown by a job");

    private static WorkerPool pool(Mode mode) {
        return mode.pool("outcomes", mode.leastWorkers()).build();
    }

    private static Integer failing() throws IOException {
        throw THROWN;
    }

    @InEveryMode
    void areTheValueOrWhatWasThrown(Mode mode) throws Exception {
        try (WorkerPool pool = pool(mode)) {
            JobHandle<Integer> value = pool.submit(() -> 42);
            assertThat(value.get()).isEqualTo(42);
            assertThat(value.get(0, TimeUnit.SECONDS)).isEqualTo(42);
            assertThat(value.outcome())
                    .isEqualTo(new Outcome.Value<>(42, value.outcome().trace()));
            assertThat(value.isDone()).isTrue();
            assertThat(value.isCancelled()).isFalse();
            assertThat(value.cancel(true)).isFalse();

            JobHandle<Object> nothing = pool.submit(() -> null);
            assertThat(nothing.get()).isNull();
            assertThat(nothing.outcome()).isInstanceOf(Outcome.Value.class);
            assertThat(pool.submit(Jobs.NOTHING).get()).isNull();

            JobHandle<Integer> failed = pool.submit(OutcomesTest::failing);
            assertThatThrownBy(failed::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCause(THROWN);
            assertThat(failed.outcome())
                    .isEqualTo(new Outcome.Failed<>(THROWN, failed.outcome().trace()));
            assertThat(failed.isCancelled()).isFalse();
            assertThat(pool.stats().jobs().failed()).isEqualTo(1);
            assertThat(pool.stats().jobs().completed()).isEqualTo(3);
        }
    }

    /** That it was waited for, and how long, is known from clocks read around it. */
    @InEveryMode
    void sayWhoRanTheJobAndHowLong(Mode mode) throws Exception {
        try (WorkerPool pool = pool(mode)) {
            Gate held = Gate.holding(pool, mode.leastWorkers());
            AtomicLong ran = new AtomicLong();
            long before = System.nanoTime();
            JobHandle<String> handle = pool.submit(() -> {
                long start = System.nanoTime();
                while (System.nanoTime() - start < 100_000) {
                    Thread.onSpinWait();
                }
                ran.set(System.nanoTime() - start);
                return Thread.currentThread().getName();
            });
            long submitted = System.nanoTime();
            Await.until(() -> System.nanoTime() - submitted > 2_000_000, () -> "the clock stands");
            long heldFor = System.nanoTime() - submitted;
            held.open();
            String worker = handle.get();
            long all = System.nanoTime() - before;

            Trace trace = handle.outcome().trace();
            assertThat(trace.worker()).isEqualTo(worker).startsWith("millrace-outcomes-");
            assertThat(trace.waited()).isBetween(Duration.ofNanos(heldFor), Duration.ofNanos(all));
            assertThat(trace.ran()).isBetween(Duration.ofNanos(ran.get()), Duration.ofNanos(all));
            assertThat(trace.total()).isLessThanOrEqualTo(Duration.ofNanos(all));
        }
    }

    @InEveryMode
    void areWaitedForAsLongAsAsked(Mode mode) throws Exception {
        try (WorkerPool pool = pool(mode);
                Gate held = Gate.holding(pool, mode.leastWorkers())) {
            JobHandle<Integer> handle = pool.submit(() -> 1);
            assertThatThrownBy(() -> handle.get(1, TimeUnit.MILLISECONDS))
                    .isInstanceOf(TimeoutException.class)
                    .hasMessageContaining("waiting");
            assertThatThrownBy(() -> handle.get(-1, TimeUnit.DAYS)).isInstanceOf(TimeoutException.class);
            Thread.currentThread().interrupt();
            assertThatThrownBy(handle::get).isInstanceOf(InterruptedException.class);
            Thread opener = new Thread(() -> {
                Await.until(() -> !handle.isDone(), () -> "done too early");
                held.open();
            });
            Thread.currentThread().interrupt();
            opener.start();
            assertThat(handle.outcome()).isInstanceOf(Outcome.Value.class);
            assertThat(Thread.interrupted()).as("kept for later").isTrue();
            Await.end(opener);
        }
    }

    /** Before, after, and while the job ends: each action is called once, and one that throws harms none. */
    @InEveryMode
    void areToldOnceToEachWhoAsks(Mode mode, Seed seed) throws Exception {
        int rounds = Scale.rounds(3_000);
        AtomicIntegerArray told = new AtomicIntegerArray(3 * rounds);
        SplittableRandom random = seed.random(0);
        try (WorkerPool pool = pool(mode)) {
            for (int i = 0; i < rounds; i++) {
                int first = 3 * i;
                int work = random.nextInt(300);
                JobHandle<Integer> handle = pool.submit(() -> spin(work));
                handle.onCompletion(outcome -> told.incrementAndGet(first)).onCompletion(outcome -> {
                    throw new IllegalStateException("an action that fails");
                });
                spin(random.nextInt(300));
                handle.onCompletion(outcome -> told.incrementAndGet(first + 1));
                handle.get();
                handle.onCompletion(outcome -> told.incrementAndGet(first + 2));
            }
        }
        for (int i = 0; i < 3 * rounds; i++) {
            assertThat(told.get(i)).as("action %s", i).isEqualTo(1);
        }
    }

    private static int spin(int steps) {
        for (int i = 0; i < steps; i++) {
            Thread.onSpinWait();
        }
        return steps;
    }

    @InEveryMode
    void areShownByACompletableFuture(Mode mode) throws Exception {
        try (WorkerPool pool = pool(mode)) {
            assertThat(pool.submit(() -> 1).toCompletableFuture().get()).isEqualTo(1);
            assertThat(pool.submit(() -> null).toCompletableFuture().get()).isNull();
            CompletableFuture<Integer> failed =
                    pool.submit(OutcomesTest::failing).toCompletableFuture();
            assertThatThrownBy(failed::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCause(THROWN);
            assertThat(failed.exceptionally(thrown -> thrown == THROWN ? 7 : 8).get())
                    .isEqualTo(7);

            Gate held = Gate.holding(pool, mode.leastWorkers());
            JobHandle<Integer> job = pool.submit(() -> 1);
            CompletableFuture<Integer> stage = job.toCompletableFuture().thenApply(value -> value + 1);
            assertThat(stage.cancel(true)).isTrue();
            assertThat(job.isDone()).as("a stage says nothing about the job").isFalse();
            CompletableFuture<Integer> mirror = job.toCompletableFuture();
            CompletableFuture<Integer> other = job.toCompletableFuture();
            assertThat(mirror.cancel(true)).isTrue();
            assertThat(job.isCancelled()).isTrue();
            assertThatThrownBy(other::get).isInstanceOf(CancellationException.class);
            held.open();
        }
    }
}
