package dev.millrace.pool.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pool.LatencyRecorder;
import dev.millrace.pool.WorkerPool;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LatencyIntervalsTest {
    private final HdrLatencyRecorder recorder = Pools.exactRecorder();
    private final WorkerPool pool = Pools.with(recorder);

    @Test
    void shouldAddUpToTheWholeWhileWorkersRecordAndOthersLook() throws Exception {
        recorder.writer(9).record(123_456, -1);
        LatencyIntervals intervals = LatencyIntervals.of(pool);
        LatencyIntervals others = LatencyIntervals.of(pool);
        List<LatencyReport> seen = new ArrayList<>();
        ExecutorService executor = Executors.newFixedThreadPool(2);
        try {
            List<Future<?>> workers = new ArrayList<>();
            for (int number = 0; number < 2; number++) {
                int worker = number;
                workers.add(executor.submit(() -> {
                    Random random = new Random(worker);
                    for (int life = 0; life < 20; life++) {
                        try (LatencyRecorder.Writer writer = recorder.writer(worker)) {
                            for (int i = 0; i < 20_000; i++) {
                                writer.record(random.nextInt(1 << 20), random.nextInt(1 << 10) - 1);
                            }
                        }
                    }
                }));
            }
            while (!workers.stream().allMatch(Future::isDone)) {
                seen.add(intervals.interval());
                others.interval();
                recorder.summary();
            }
            for (Future<?> worker : workers) {
                worker.get(60, TimeUnit.SECONDS);
            }
        } finally {
            executor.shutdownNow();
        }
        seen.add(intervals.interval());

        LatencyReport whole = recorder.report();
        LatencyReport sum = LatencyReport.combined(seen);
        assertThat(whole.series(LatencySeries.TOTAL).count()).isEqualTo(800_001);
        assertThat(seen.stream().filter(each -> each.series(LatencySeries.TOTAL).count() > 0))
                .as("intervals that saw something")
                .hasSizeGreaterThan(1);
        assertThat(sum.clamped()).isEqualTo(whole.clamped()).isPositive();
        assertThat(sum.from()).isEqualTo(whole.from());
        for (LatencySeries series : LatencySeries.values()) {
            assertThat(sum.series(series).toHistogram())
                    .isEqualTo(whole.series(series).toHistogram());
            assertThat(sum.series(series).max()).isEqualTo(whole.series(series).max());
        }
    }

    @Test
    void shouldForgetTheExtremesOfEarlierIntervals() {
        LatencyRecorder.Writer writer = recorder.writer(0);
        LatencyIntervals intervals = LatencyIntervals.of(pool);
        writer.record(1_000_000, 5);
        writer.record(1, 5);

        LatencyReport first = intervals.interval();
        writer.record(1_000, 5);
        LatencyReport second = intervals.interval();
        LatencyReport third = intervals.interval();

        assertThat(first.series(LatencySeries.WAIT).max()).isBetween(1_000_000L, 1_010_000L);
        assertThat(second.series(LatencySeries.WAIT).count()).isEqualTo(1);
        assertThat(second.series(LatencySeries.WAIT).max()).isBetween(1_000L, 1_010L);
        assertThat(second.series(LatencySeries.WAIT).percentile(0)).isBetween(1_000L, 1_010L);
        assertThat(second.from()).isEqualTo(first.to());
        assertThat(third.series(LatencySeries.WAIT).count()).isZero();
        assertThat(third.series(LatencySeries.WAIT).max()).isZero();
    }

    @Test
    void shouldRefuseAPoolThatRecordsNothing() {
        assertThatThrownBy(() -> LatencyIntervals.of(Pools.with((LatencyRecorder) null)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("records no latency");
    }
}
