package dev.millrace.pool.runtime.handles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.pool.HopelessJobException;
import dev.millrace.pool.JobOptions;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.WorkerPoolBuilder;
import dev.millrace.pool.runtime.explain.Times;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Jobs;
import dev.millrace.pool.runtime.support.Mode;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A job that cannot start in time is refused at once, with the estimate that says so. */
@Guarded
class PredictionTest {
    private static final int DEPTH = 10;
    private static final JobOptions HOPELESS =
            JobOptions.startWithin(Duration.ofNanos(1)).label("late");
    private static final Pattern ESTIMATE = Pattern.compile(
            "'late' would start in about (.+?), later .* depth (\\d+) x mean run (.+?) / (\\d+) workers");

    private static WorkerPoolBuilder builder(Mode mode) {
        return mode.pool("prediction", mode.leastWorkers());
    }

    private static void measure(WorkerPool pool, int workers) {
        for (int i = 0; i < workers; i++) {
            pool.execute(() -> {
                long start = System.nanoTime();
                while (System.nanoTime() - start < 100_000) {
                    Thread.onSpinWait();
                }
            });
        }
        Await.asleep(pool, workers);
    }

    private static void fill(WorkerPool pool) {
        for (int i = 0; i < DEPTH; i++) {
            pool.execute(Jobs.NOTHING);
        }
    }

    private static void assertRefused(WorkerPool pool, JobOptions options) {
        HopelessJobException refusal =
                catchThrowableOfType(HopelessJobException.class, () -> pool.submit(() -> 1, options));
        Matcher said = ESTIMATE.matcher(refusal.getMessage());
        assertThat(said.find()).as(refusal.getMessage()).isTrue();
        int workers = pool.stats().workers().live();
        long estimate = refusal.estimate().toNanos();
        long mean = (estimate * workers + DEPTH - 1) / DEPTH;
        assertThat(said.group(2)).isEqualTo("" + DEPTH);
        assertThat(said.group(4)).isEqualTo("" + workers);
        assertThat(mean).isGreaterThan(100_000);
        assertThat(said.group(1)).isEqualTo(Times.inWords(estimate));
        assertThat(said.group(3)).isEqualTo(Times.inWords(mean));
        assertThat(pool.trySubmit(() -> 1, options)).isEmpty();
        assertThat(pool.stats().jobs().rejected()).isEqualTo(2);
        assertThat(pool.stats().depth().total()).isEqualTo(DEPTH);
    }

    @InEveryMode
    void whereTheJobAsksForIt(Mode mode) {
        try (WorkerPool pool = builder(mode).build()) {
            measure(pool, mode.leastWorkers());
            try (Gate held = Gate.holding(pool, mode.leastWorkers())) {
                fill(pool);
                assertRefused(pool, HOPELESS.admitByPrediction());
                assertThat(pool.submit(
                                () -> 1,
                                JobOptions.startWithin(Duration.ofHours(1)).admitByPrediction()))
                        .isNotNull();
                assertThat(pool.submit(() -> 1, JobOptions.none().admitByPrediction()))
                        .isNotNull();
                assertThat(pool.submit(() -> 1, HOPELESS))
                        .as("who does not ask")
                        .isNotNull();
                held.open();
            }
        }
    }

    @InEveryMode
    void whereThePoolAsksForIt(Mode mode) {
        try (WorkerPool pool = builder(mode).admitByPrediction().build()) {
            measure(pool, mode.leastWorkers());
            try (Gate held = Gate.holding(pool, mode.leastWorkers())) {
                fill(pool);
                assertRefused(pool, HOPELESS);
                held.open();
            }
        }
    }

    @InEveryMode
    void notBeforeAnythingWasMeasured(Mode mode) {
        try (WorkerPool pool = builder(mode).admitByPrediction().build();
                Gate held = Gate.holding(pool, mode.leastWorkers())) {
            fill(pool);
            assertThat(pool.submit(() -> 1, HOPELESS)).isNotNull();
            assertThat(pool.trySubmit(() -> 1, HOPELESS)).isPresent();
            held.open();
        }
    }
}
