package dev.millrace.pool.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import dev.millrace.pool.LatencyRecorder;
import dev.millrace.pool.LatencyRecorderProvider;
import dev.millrace.pool.LatencySampling;
import dev.millrace.pool.WorkerPool;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HdrLatencyRecorderTest {
    private static final long HOUR = TimeUnit.HOURS.toNanos(1);

    private final HdrLatencyRecorder recorder = Pools.exactRecorder();

    @ParameterizedTest
    @ValueSource(longs = {1, 20_261_120, 77})
    void shouldKeepEveryRecordWhenWorkersRetireAndTheirNumbersAreReused(long seed) throws Exception {
        int threads = 4;
        int lives = 50;
        AtomicLong recorded = new AtomicLong();
        AtomicLong tooLong = new AtomicLong();
        AtomicBoolean working = new AtomicBoolean(true);
        ExecutorService executor = Executors.newFixedThreadPool(threads + 1);
        try {
            Future<?> reader = executor.submit(() -> {
                long last = 0;
                while (working.get()) {
                    LatencyReport report = recorder.report();
                    long count = report.series(LatencySeries.TOTAL).count();
                    assertThat(count).as("count, seed %d", seed).isGreaterThanOrEqualTo(last);
                    last = count;
                }
            });
            List<Future<?>> workers = new ArrayList<>();
            for (int number = 0; number < threads; number++) {
                int worker = number;
                workers.add(executor.submit(() -> {
                    Random random = new Random(seed + worker);
                    for (int life = 0; life < lives; life++) {
                        try (LatencyRecorder.Writer writer = recorder.writer(worker)) {
                            int jobs = random.nextInt(2_000);
                            for (int i = 0; i < jobs; i++) {
                                boolean clamped = random.nextInt(100) == 0;
                                writer.record(random.nextInt(1_000_000), clamped ? 2 * HOUR : random.nextInt(1_000));
                                tooLong.addAndGet(clamped ? 1 : 0);
                            }
                            recorded.addAndGet(jobs);
                        }
                    }
                }));
            }
            for (Future<?> worker : workers) {
                worker.get(60, TimeUnit.SECONDS);
            }
            working.set(false);
            reader.get(60, TimeUnit.SECONDS);
        } finally {
            working.set(false);
            executor.shutdownNow();
        }

        LatencyReport report = recorder.report();
        for (LatencySeries series : LatencySeries.values()) {
            assertThat(report.series(series).count())
                    .as("%s, seed %d", series, seed)
                    .isEqualTo(recorded.get());
        }
        assertThat(report.clamped()).as("clamped, seed %d", seed).isEqualTo(tooLong.get());
    }

    @Test
    void shouldShowAJobInAllSeriesOrInNoneWhileAWorkerRecords() throws Exception {
        whileAWorkerRecords(() -> {
            LatencyReport report = recorder.report();
            long count = report.series(LatencySeries.TOTAL).count();
            assertThat(report.series(LatencySeries.WAIT).count()).isEqualTo(count);
            assertThat(report.series(LatencySeries.RUN).count()).isEqualTo(count);
            assertThat(report.clamped()).isEqualTo(count);
        });
    }

    @Test
    void shouldLeaveTheInterruptOfAReaderAsItIs() throws Exception {
        whileAWorkerRecords(() -> {
            Thread.currentThread().interrupt();
            recorder.report();
            assertThat(Thread.interrupted()).isTrue();
        });
    }

    /** Looks many times while another thread records jobs of which one value is clamped. */
    private void whileAWorkerRecords(Runnable look) throws Exception {
        AtomicBoolean working = new AtomicBoolean(true);
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            Future<?> worker = executor.submit(() -> {
                try (LatencyRecorder.Writer writer = recorder.writer(0)) {
                    while (working.get()) {
                        writer.record(5, -1);
                    }
                }
            });
            for (int i = 0; i < 5_000; i++) {
                look.run();
            }
            working.set(false);
            worker.get(60, TimeUnit.SECONDS);
        } finally {
            working.set(false);
            executor.shutdownNow();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "-1,                   5,                   0,             5,             5",
        "5,                    -9223372036854775808, 5,            0,             5",
        "3600000000001,        5,                   3600000000000, 5,             3600000000000",
        "5,                    9223372036854775807, 5,             3600000000000, 3600000000000",
        "9223372036854775807,  9223372036854775807, 3600000000000, 3600000000000, 3600000000000",
        "-9223372036854775808, -9223372036854775808, 0,            0,             0",
        "3600000000000,        3600000000000,       3600000000000, 3600000000000, 3600000000000",
    })
    void shouldClampValuesOutsideTheRangeAndCountTheirJobsOnce(
            long wait, long run, long shownWait, long shownRun, long shownTotal) {
        try (LatencyRecorder.Writer writer = recorder.writer(0)) {
            assertThatCode(() -> writer.record(wait, run)).doesNotThrowAnyException();
        }

        LatencyReport report = recorder.report();
        assertThat(report.clamped()).isEqualTo(1);
        assertThat(report.series(LatencySeries.WAIT).max()).isEqualTo(shownWait);
        assertThat(report.series(LatencySeries.RUN).max()).isEqualTo(shownRun);
        assertThat(report.series(LatencySeries.TOTAL).max()).isEqualTo(shownTotal);
    }

    @Test
    void shouldClampNothingInsideTheRange() {
        LatencyRecorder.Writer writer = recorder.writer(0);
        writer.record(0, 0);
        writer.record(HOUR, 0);
        writer.record(HOUR / 2, HOUR / 2);

        assertThat(recorder.report().clamped()).isZero();
        assertThat(recorder.report().series(LatencySeries.WAIT).count()).isEqualTo(3);
    }

    @Test
    void shouldKeepARecordThatComesAfterClose() {
        LatencyRecorder.Writer writer = recorder.writer(3);
        writer.record(1, 1);
        writer.close();
        writer.record(2, 2);

        assertThat(recorder.report().series(LatencySeries.TOTAL).count()).isEqualTo(2);
    }

    @Test
    void shouldBeWithinOnePercentOfTheExactPercentiles() {
        Random random = new Random(42);
        long[] exact = new long[100_000];
        LatencyRecorder.Writer writer = recorder.writer(0);
        for (int i = 0; i < exact.length; i++) {
            exact[i] = (long) Math.pow(10, 1 + 8 * random.nextDouble());
            writer.record(exact[i], 0);
        }
        Arrays.sort(exact);

        LatencyDistribution wait = recorder.report().series(LatencySeries.WAIT);
        for (double percent : new double[] {1, 50, 90, 99, 99.9, 99.99, 100}) {
            double expected = exact[(int) Math.ceil(percent / 100 * exact.length) - 1];
            assertThat((double) wait.percentile(percent))
                    .as("p%s", percent)
                    .isCloseTo(expected, within(expected * 0.01));
        }
        double mean = Arrays.stream(exact).average().orElseThrow();
        assertThat(wait.mean()).isCloseTo(mean, within(mean * 0.01));
        assertThat(wait.max()).isEqualTo(wait.percentile(100));
    }

    @Test
    void shouldTakeNoMemoryToSpeakOfBeforeTheFirstRecord() {
        HdrLatencyRecorder warm = Pools.exactRecorder();
        warm.writer(0).record(1, 1);
        List<LatencyRecorder.Writer> writers = new ArrayList<>(100);

        long before = allocated();
        HdrLatencyRecorder idle = Pools.exactRecorder();
        for (int worker = 0; worker < 100; worker++) {
            writers.add(idle.writer(worker));
        }
        long idleBytes = allocated() - before;
        writers.get(0).record(1, 1);
        long firstBytes = allocated() - before - idleBytes;

        assertThat(idleBytes).isLessThan(50_000);
        // Else this test would not see a set of histograms at all.
        assertThat(firstBytes).isBetween(100_000L, 150_000L);
    }

    @Test
    void shouldTakeNoMemoryForARecord() {
        LatencyRecorder.Writer writer = recorder.writer(0);
        writer.record(1, 1);
        long before = allocated();
        for (int i = 0; i < 100_000; i++) {
            writer.record(i, i);
        }
        assertThat(allocated() - before).isLessThan(10_000);
    }

    @Test
    void shouldTakeNoMemoryForAJobOfWhichOneIn64IsTimed() {
        try (WorkerPool pool = WorkerPool.builder("bytes")
                .workers(1)
                .queueCapacity(10_000)
                .latency(LatencySampling.SAMPLED)
                .build()) {
            Runnable job = () -> {};
            for (int round = 0; round < 20; round++) {
                fillAndDrain(pool, job);
            }
            long before = allocated();
            for (int round = 0; round < 20; round++) {
                fillAndDrain(pool, job);
            }
            // An envelope for each that is timed would be 75,000.
            assertThat(allocated() - before).isLessThan(20_000);
        }
    }

    /** Without a wait for room, which takes memory, and few looks. */
    private static void fillAndDrain(WorkerPool pool, Runnable job) {
        CountDownLatch done = new CountDownLatch(1);
        for (int i = 1; i < 10_000; i++) {
            pool.execute(job);
        }
        pool.execute(done::countDown);
        assertThatCode(done::await).doesNotThrowAnyException();
    }

    @Test
    void shouldSummariseInALineASeries() {
        HdrLatencyRecorder sampled = new HdrLatencyRecorder(Pools.config("orders", LatencySampling.SAMPLED));
        LatencyRecorder.Writer writer = sampled.writer(0);
        for (int i = 0; i < 1_500; i++) {
            writer.record(1_000, 20_000_000);
        }

        assertThat(sampled.summary().lines())
                .containsExactly(
                        "wait   count 1,500 (1 in 64)  p50 1.00 us  p99 1.00 us  p99.9 1.00 us  max 1.00 us",
                        "run    count 1,500 (1 in 64)  p50 20.1 ms  p99 20.1 ms  p99.9 20.1 ms  max 20.1 ms",
                        "total  count 1,500 (1 in 64)  p50 20.1 ms  p99 20.1 ms  p99.9 20.1 ms  max 20.1 ms");
    }

    @Test
    void shouldBeFoundByTheServiceLoader() {
        assertThat(ServiceLoader.load(LatencyRecorderProvider.class))
                .singleElement()
                .satisfies(provider -> assertThat(provider.create(Pools.config("orders", LatencySampling.EXACT)))
                        .isInstanceOf(HdrLatencyRecorder.class));
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
