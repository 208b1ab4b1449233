package dev.millrace.pool.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.HandlerPool;
import dev.millrace.pool.LatencySampling;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.WorkerSnapshot;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Jobs;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.StubRecorder;
import dev.millrace.pool.runtime.support.Warnings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a pool is called in logs and debuggers. */
@Guarded
class DescribedTest {

    @InEveryMode
    void aPoolSaysInOneLineWhatThereIsOfIt(Mode mode) throws Exception {
        int workers = mode.leastWorkers();
        try (WorkerPool pool = mode.pool("line", workers).queueCapacity(8).build()) {
            pool.submit(() -> 1).get();
            Await.asleep(pool, workers);
            try (Gate held = Gate.holding(pool, workers)) {
                pool.execute(Jobs.NOTHING);
                String line = "WorkerPool[line, RUNNING, workers " + workers + ", busy " + workers
                        + ", waiting 1 of 8, accepted " + (workers + 2) + ", completed 1, failed 0]";
                assertThat(pool).hasToString(line);
                assertThat(pool.asExecutorService()).hasToString("ExecutorService of " + line);
            }
        }
    }

    @Test
    void aPoolWithHandlersDoesToo() {
        try (HandlerPool<String> pool = HandlerPool.builder("typed", String.class)
                .workers(1)
                .handler(() -> word -> {})
                .build()) {
            assertThat(pool.toString()).startsWith("HandlerPool of WorkerPool[typed, RUNNING, workers ");
        }
    }

    /** As a factory of virtual threads gives them. */
    @InEveryMode
    void threadsWithoutANameGetOne(Mode mode) {
        try (WorkerPool pool = mode.pool("named", mode.leastWorkers())
                .threadFactory(work -> new Thread(work, ""))
                .build()) {
            Await.asleep(pool, mode.leastWorkers());

            assertThat(pool.workers())
                    .extracting(WorkerSnapshot::thread)
                    .doesNotHaveDuplicates()
                    .allMatch(name -> name.matches("millrace-named-[0-9]+"));
        }
    }

    @Test
    void threadsWithANameKeepIt() {
        try (WorkerPool pool = WorkerPool.builder("kept")
                .workers(1)
                .threadFactory(work -> new Thread(work, "mine"))
                .build()) {
            Await.asleep(pool, 1);

            assertThat(pool.workers()).extracting(WorkerSnapshot::thread).containsExactly("mine");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void whoAsksForLatenciesIsToldThatNobodyRecordsThem(int oneIn) {
        try (Warnings warnings = Warnings.listen();
                WorkerPool pool = WorkerPool.builder("untimed")
                        .latency(new LatencySampling(oneIn))
                        .build()) {
            assertThat(warnings.contain("pool 'untimed' records no latencies, though latency(...) asks for them: add"
                            + " dev.millrace:pool-metrics"))
                    .as(warnings.toString())
                    .isTrue();
            assertThat(pool.explain()).contains("add dev.millrace:pool-metrics");
        }
    }

    @Test
    void whoDoesNotAskOrHasARecorderIsToldNothing() {
        try (Warnings warnings = Warnings.listen();
                WorkerPool silent = WorkerPool.builder("silent").build();
                WorkerPool off =
                        WorkerPool.builder("off").latency(LatencySampling.OFF).build();
                WorkerPool timed =
                        new StubRecorder().with(WorkerPool.builder("timed").latency(LatencySampling.EXACT))) {
            assertThat(warnings.contain("records no latencies"))
                    .as(warnings.toString())
                    .isFalse();
        }
    }
}
