package dev.millrace.pool.metrics.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.millrace.pool.LatencySampling;
import dev.millrace.pool.SizingPolicy;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.metrics.LatencySeries;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class PoolTimelineTest {
    private static final Duration OFTEN = Duration.ofMillis(10);
    private static final Duration SELDOM = Duration.ofHours(1);

    private final WorkerPool pool = WorkerPool.builder("orders")
            .workers(1, 4)
            .queueCapacity(10_000)
            .sizing(SizingPolicy.fixed())
            .latency(LatencySampling.EXACT)
            .build();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void shouldRecordEveryJobOnceWhileJobsRun() {
        try (PoolTimeline timeline = PoolTimeline.record(pool, OFTEN)) {
            for (int i = 0; i < 50_000; i++) {
                pool.execute(() -> {});
            }
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> timeline.timeline().points().size() > 3);
            pool.close();
            RunReport report = timeline.report();

            assertThat(report.latency().series(LatencySeries.TOTAL).count()).isEqualTo(50_000);
            assertThat(report.counts()).hasValueSatisfying(counts -> {
                assertThat(counts.jobs().completed()).isEqualTo(50_000);
                assertThat(counts.jobs().accepted()).isEqualTo(50_000);
            });
            assertThat(report.timeline().points().stream()
                            .mapToLong(TimelinePoint::ran)
                            .sum())
                    .isEqualTo(50_000);
            assertThat(report.timeline().points().stream()
                            .mapToLong(point -> point.totalTimes().count())
                            .sum())
                    .isEqualTo(50_000);
        }
    }

    @Test
    void shouldLeaveOutTheWarmUpAndSayHowMuchThatWas() {
        run(1_000);
        try (PoolTimeline timeline = PoolTimeline.record(pool, SELDOM)) {
            run(500);
            RunReport report = timeline.report();

            assertThat(report.latency().series(LatencySeries.RUN).count()).isEqualTo(500);
            assertThat(report.fact("Measurement", "discarded"))
                    .hasValueSatisfying(text -> assertThat(text).startsWith("1,000 timed jobs of the "));
            assertThat(report.fact("Pool", "workers")).contains("1 to 4");
            assertThat(report.fact("Pool", "queueCapacity")).contains("10000");
        }
        assertThat(RunReport.of(pool).latency().series(LatencySeries.RUN).count())
                .isEqualTo(1_500);
        assertThat(RunReport.of(pool).timeline().points()).isEmpty();
    }

    @Test
    void shouldMarkTheResizesWithTheirReasons() {
        try (PoolTimeline timeline = PoolTimeline.record(pool, SELDOM)) {
            pool.resize(3, 4);

            assertThat(timeline.report().timeline().resizes()).singleElement().satisfies(mark -> {
                assertThat(mark.change()).isEqualTo("1 to 3");
                assertThat(mark.reason()).isEqualTo("resize(3, 4)");
            });
        }
    }

    @Test
    void shouldEndItsThreadWithThePool() {
        PoolTimeline timeline = PoolTimeline.record(pool, OFTEN);
        assertThat(threads()).isEqualTo(1);
        run(10);
        pool.close();

        await().atMost(Duration.ofSeconds(60)).until(() -> threads() == 0);
        int points = timeline.timeline().points().size();
        assertThat(timeline.report().latency().series(LatencySeries.TOTAL).count())
                .isEqualTo(10);
        assertThat(timeline.timeline().points()).hasSize(points);
        timeline.close();
        timeline.close();
        assertThat(timeline.timeline().points()).hasSize(points);
    }

    @Test
    void shouldEndItsThreadWhenItIsClosedAndTakeWhatWasLeft() {
        PoolTimeline timeline = PoolTimeline.record(pool, SELDOM);
        run(7);
        timeline.close();
        run(5);

        await().atMost(Duration.ofSeconds(60)).until(() -> threads() == 0);
        assertThat(timeline.report().latency().series(LatencySeries.TOTAL).count())
                .isEqualTo(7);
    }

    @Test
    void shouldGoOnWhenThePoolCannotBeLookedAt() {
        AtomicBoolean broken = new AtomicBoolean();
        AtomicInteger refused = new AtomicInteger();
        try (PoolTimeline timeline = PoolTimeline.record(breakable(broken, refused), OFTEN)) {
            broken.set(true);
            await().atMost(Duration.ofSeconds(60)).until(() -> refused.get() > 2);
            run(20);
            broken.set(false);

            await().atMost(Duration.ofSeconds(60))
                    .until(() -> timeline.timeline().points().stream()
                                    .mapToLong(TimelinePoint::ran)
                                    .sum()
                            == 20);
            assertThat(timeline.report().latency().series(LatencySeries.TOTAL).count())
                    .isEqualTo(20);
        }
    }

    @Test
    void shouldNotHarmThePoolWhenAReportCannotBeWritten() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        try (PoolTimeline timeline = PoolTimeline.record(pool, OFTEN)) {
            run(10);
            RunReport report = timeline.report();
            assertThatThrownBy(() -> report.writeTo(file)).hasMessageContaining(file.toString());
            run(10);
        }
        assertThat(pool.stats().jobs().completed()).isEqualTo(20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "-PT1S", "PT0.009S", "PT1H0.001S"})
    void shouldRefuseAnIntervalOutOfItsRange(Duration every) {
        assertThatThrownBy(() -> PoolTimeline.record(pool, every))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("every must be 10 ms to 1 h, was " + every);
        assertThat(threads()).isZero();
    }

    @Test
    void shouldSayWhatToDoWhenThePoolRecordsNothing() {
        try (WorkerPool silent =
                WorkerPool.builder("silent").latency(LatencySampling.OFF).build()) {
            assertThatThrownBy(() -> PoolTimeline.record(silent, OFTEN))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("pool 'silent' records no latency");
        }
    }

    /** Jobs, to their end, the count of which comes a little after. */
    private void run(int jobs) {
        long before = pool.stats().jobs().completed();
        CountDownLatch done = new CountDownLatch(jobs);
        for (int i = 0; i < jobs; i++) {
            pool.execute(done::countDown);
        }
        await().atMost(Duration.ofSeconds(60))
                .until(() -> pool.stats().jobs().completed() == before + jobs
                        && RunReport.of(pool)
                                        .latency()
                                        .series(LatencySeries.RUN)
                                        .count()
                                == before + jobs);
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("millrace-timeline-orders"))
                .count();
    }

    private WorkerPool breakable(AtomicBoolean broken, AtomicInteger refused) {
        return (WorkerPool) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {WorkerPool.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("stats") && broken.get()) {
                        refused.incrementAndGet();
                        throw new IllegalStateException("broken on purpose");
                    }
                    try {
                        return method.invoke(pool, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
