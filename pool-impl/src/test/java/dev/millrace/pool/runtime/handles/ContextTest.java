package dev.millrace.pool.runtime.handles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pool.BatchingSubmitter;
import dev.millrace.pool.DrainReport;
import dev.millrace.pool.JobHandle;
import dev.millrace.pool.JobOptions;
import dev.millrace.pool.WhenFull;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.WorkerPoolBuilder;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Jobs;
import dev.millrace.pool.runtime.support.Ledger;
import dev.millrace.pool.runtime.support.Mode;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Whoever runs a job, and wherever: it runs in the context of the thread that submitted it. */
@Guarded
class ContextTest {
    private static final ThreadLocal<String> CONTEXT = ThreadLocal.withInitial(() -> "none");

    private final Queue<String> seen = new ConcurrentLinkedQueue<>();
    private final Runnable look = () -> seen.add(CONTEXT.get());
    private final Callable<String> tell = CONTEXT::get;

    /** Takes the submitter's context along, and puts the worker's own back. */
    private static Runnable carry(Runnable job) {
        String mine = CONTEXT.get();
        return () -> {
            String before = CONTEXT.get();
            CONTEXT.set(mine);
            try {
                job.run();
            } finally {
                CONTEXT.set(before);
            }
        };
    }

    private static WorkerPoolBuilder builder(Mode mode, int workers) {
        return mode.pool("context", Math.max(workers, mode.leastWorkers())).contextPropagation(ContextTest::carry);
    }

    private static void in(String context, ThrowingRunnable action) throws Exception {
        CONTEXT.set(context);
        try {
            action.run();
        } finally {
            CONTEXT.remove();
        }
    }

    private interface ThrowingRunnable {
        void run() throws Exception;
    }

    @InEveryMode
    void isTheSubmittersByEveryWayIn(Mode mode) throws Exception {
        JobOptions options = JobOptions.startWithin(Duration.ofHours(1));
        try (WorkerPool pool = builder(mode, 1).build();
                BatchingSubmitter batching = pool.batching(3, Duration.ofSeconds(1))) {
            in("mine", () -> {
                pool.execute(look);
                assertThat(pool.tryExecute(look)).isTrue();
                pool.executeAll(List.of(look, look, look));
                assertThat(pool.tryExecuteAll(List.of(look, look))).isTrue();
                pool.submit(look).get();
                pool.submit(look, options).get();
                assertThat(pool.submit(tell).get()).isEqualTo("mine");
                assertThat(pool.submit(tell, options).get()).isEqualTo("mine");
                assertThat(pool.trySubmit(tell).orElseThrow().get()).isEqualTo("mine");
                assertThat(pool.trySubmit(tell, options).orElseThrow().get()).isEqualTo("mine");
                batching.add(look);
                JobHandle<String> batched = batching.submit(tell);
                batching.flush();
                assertThat(batched.get()).isEqualTo("mine");
                var view = pool.asExecutorService();
                view.execute(look);
                assertThat(view.submit(tell).get()).isEqualTo("mine");
                assertThat(view.invokeAll(List.of(tell, tell)))
                        .allMatch(future -> ((JobHandle<String>) future)
                                .outcome()
                                .toString()
                                .contains("mine"));
                assertThat(view.invokeAny(List.of(tell))).isEqualTo("mine");
            });
        }
        assertThat(seen).hasSize(11).containsOnly("mine");
        assertThat(CONTEXT.get()).isEqualTo("none");
    }

    @InEveryMode
    void isTheSubmittersWhereTheCallerRuns(Mode mode) throws Exception {
        try (WorkerPool pool = builder(mode, 1)
                        .queueCapacity(1)
                        .whenFull(WhenFull.callerRuns())
                        .build();
                Gate held = Gate.holding(pool, mode.leastWorkers())) {
            pool.execute(Jobs.NOTHING);
            in("caller", () -> {
                pool.execute(look);
                assertThat(pool.submit(tell).get()).isEqualTo("caller");
            });
            assertThat(pool.stats().jobs().callerRan()).isEqualTo(2);
            held.open();
        }
        assertThat(seen).containsExactly("caller");
    }

    /** A worker submits: what it runs in place since its pool is full, and what it runs since it waits for it. */
    @InEveryMode
    void isTheSubmittersInsideAnotherJob(Mode mode) throws Exception {
        try (WorkerPool pool = builder(mode, 1).queueCapacity(1).build();
                Gate held = Gate.holding(pool, mode.leastWorkers() - 1)) {
            JobHandle<?> outer = pool.submit(() -> {
                CONTEXT.set("the job's");
                JobHandle<String> helped = pool.submit(tell);
                CONTEXT.set("the job's second");
                pool.execute(look);
                assertThat(pool.submit(tell).get()).isEqualTo("the job's second");
                assertThat(CONTEXT.get()).isEqualTo("the job's second");
                return helped.get();
            });
            assertThat(outer.get()).isEqualTo("the job's");
            assertThat(pool.stats().jobs().callerRan()).isEqualTo(2);
            assertThat(pool.submit(tell).get()).isEqualTo("none");
            held.open();
        }
        assertThat(seen).containsExactly("the job's second");
    }

    /** All but one worker get what they run from the one that is stuck. */
    @InEveryMode
    void isTheSubmittersForWhatIsStolen(Mode mode) throws Exception {
        try (WorkerPool pool = builder(mode, 2).build();
                Gate stuck = new Gate();
                Gate start = Gate.holding(pool, 2)) {
            in(
                    "the victim's",
                    () -> pool.executeAll(Stream.concat(
                                    Stream.of(stuck),
                                    Stream.generate(() -> look).limit(100))
                            .toList()));
            in("the handle's", () -> {
                for (int i = 0; i < 100; i++) {
                    JobHandle<String> handle = pool.submit(tell);
                    handle.onCompletion(outcome -> seen.add(outcome.toString()));
                }
            });
            start.open();
            stuck.entered(pool);
            Await.until(() -> seen.size() == 200, pool::explain);
            assertThat(pool.stats().flow().stolenJobs()).isPositive();
        }
        assertThat(seen).filteredOn("the victim's"::equals).hasSize(100);
        assertThat(seen).filteredOn(value -> value.contains("the handle's")).hasSize(100);
    }

    @InEveryMode
    void thatFailsIsTheSubmittersError(Mode mode) throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (WorkerPool pool = mode.pool("context", mode.leastWorkers())
                        .contextPropagation(job -> {
                            if (asked.getAndIncrement() % 2 == 0) {
                                return null;
                            }
                            throw new IllegalStateException("no context");
                        })
                        .build();
                BatchingSubmitter batching = pool.batching(3, Duration.ofSeconds(1))) {
            List<Runnable> ways = List.of(
                    () -> pool.execute(look),
                    () -> pool.tryExecute(look),
                    () -> pool.executeAll(List.of(look, look)),
                    () -> pool.submit(look),
                    () -> pool.submit(tell),
                    () -> pool.submit(tell, JobOptions.none()),
                    () -> pool.trySubmit(tell),
                    () -> batching.add(look),
                    () -> batching.submit(tell));
            for (Runnable way : ways) {
                asked.set(0);
                assertThatThrownBy(way::run)
                        .isInstanceOf(NullPointerException.class)
                        .hasMessage("contextPropagation gave no job");
                assertThatThrownBy(way::run).hasMessage("no context");
            }
            assertThat(pool.stats().jobs().attempts()).isZero();
            assertThat(pool.stats().depth().total()).isZero();
        }
    }

    @InEveryMode
    void isTakenOffWhatIsHandedBack(Mode mode) throws Exception {
        WorkerPool pool = builder(mode, 1).build();
        Gate held = Gate.holding(pool, mode.leastWorkers());
        List<Ledger.Job> jobs = new Ledger(5).jobs(0, 5);
        pool.execute(jobs.get(0));
        pool.submit((Runnable) jobs.get(1));
        pool.submit((Runnable) jobs.get(2), JobOptions.none().label("third"));
        pool.executeAll(jobs.subList(3, 5));
        in("the submitter's", () -> pool.submit(() -> seen.add(CONTEXT.get())));

        DrainReport report = pool.close(Duration.ZERO);

        assertThat(held.isOpen()).isFalse();
        assertThat(report.handedBack()).hasSize(6).containsAll(jobs);
        report.handedBack().stream().filter(job -> !jobs.contains(job)).forEach(Runnable::run);
        assertThat(seen).as("run without a context").containsExactly("none");
    }
}
