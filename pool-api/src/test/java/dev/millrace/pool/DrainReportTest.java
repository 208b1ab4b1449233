package dev.millrace.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pool.DrainReport.StillRunning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DrainReportTest {
    private static void job() {}

    @Test
    void shouldBeCompleteWhenEveryJobRanToItsEnd() {
        DrainReport report = report(PoolState.TERMINATED, jobs(10, 10, 8, 2, 0), 0, List.of(), List.of());

        assertThat(report.complete()).isTrue();
        assertThat(report.unaccounted()).isZero();
        assertThat(report)
                .hasToString("pool 'orders' TERMINATED after 1500 ms: accepted=10 completed=8 failed=2 handedBack=0"
                        + " waiting=0 running=0 unaccounted=0");
    }

    @Test
    void shouldNotBeCompleteWhileAnythingIsLeft() {
        StillRunning stuck = new StillRunning(new Thread(DrainReportTest::job, "stuck"), List.of());
        PoolStats.Jobs done = jobs(1, 1, 1, 0, 0);

        assertThat(report(PoolState.DRAINING, done, 0, List.of(), List.of()).complete())
                .isFalse();
        assertThat(report(PoolState.TERMINATED, jobs(2, 1, 1, 0, 1), 0, List.of(DrainReportTest::job), List.of())
                        .complete())
                .isFalse();
        assertThat(report(PoolState.TERMINATED, jobs(2, 2, 1, 0, 0), 0, List.of(), List.of(stuck))
                        .complete())
                .isFalse();
    }

    @Test
    void shouldAccountForJobsThatWaitRunOrWereHandedBack() {
        DrainReport report = report(PoolState.STOPPING, jobs(20, 9, 5, 1, 4), 7, List.of(), List.of());

        assertThat(report.unaccounted()).isZero();
        assertThat(report.toString())
                .contains("accepted=20", "completed=5", "failed=1", "handedBack=4", "waiting=7", "running=3");
    }

    @Test
    void shouldCountWhatIsMissing() {
        assertThat(report(PoolState.TERMINATED, jobs(20, 9, 5, 1, 4), 5, List.of(), List.of()))
                .matches(report -> report.unaccounted() == 2)
                .asString()
                .endsWith("unaccounted=2");
    }

    @Test
    void shouldCountEveryWayInWhichAJobEnds() {
        PoolStats.Jobs all = new PoolStats.Jobs(100, 30, 20, 10, 1, 2, 3, 64, 7, 5);

        assertThat(all.ended()).isEqualTo(100);
        assertThat(all.attempts()).isEqualTo(112);
        assertThat(report(PoolState.TERMINATED, all, 0, List.of(), List.of()).unaccounted())
                .isZero();
    }

    @Test
    void shouldShowTheTopOfEachStack() {
        List<StackTraceElement> stack = IntStream.range(0, 20)
                .mapToObj(i -> new StackTraceElement("app.Job", "step" + i, "Job.java", i))
                .toList();
        StillRunning stuck = new StillRunning(new Thread(DrainReportTest::job, "millrace-orders-3"), stack);

        List<String> lines = report(PoolState.TERMINATED, jobs(2, 2, 1, 0, 0), 0, List.of(), List.of(stuck))
                .toString()
                .lines()
                .toList();

        assertThat(lines).hasSize(10);
        assertThat(lines.get(0)).endsWith("running=1 unaccounted=0");
        assertThat(lines.get(1)).isEqualTo("  still running: millrace-orders-3");
        assertThat(lines.get(2)).isEqualTo("    at app.Job.step0(Job.java:0)");
        assertThat(lines.get(9)).isEqualTo("    at app.Job.step7(Job.java:7)");
    }

    @Test
    void shouldNotChangeWhenItsListsDo() {
        Runnable job = DrainReportTest::job;
        List<Runnable> handedBack = new ArrayList<>(List.of(job));
        List<StillRunning> running = new ArrayList<>();
        DrainReport report = report(PoolState.TERMINATED, jobs(1, 0, 0, 0, 1), 0, handedBack, running);

        handedBack.clear();

        assertThat(report.handedBack()).containsExactly(job);
        assertThatThrownBy(() -> report.handedBack().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> report.stillRunning().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    private static PoolStats.Jobs jobs(long accepted, long started, long completed, long failed, long handedBack) {
        return new PoolStats.Jobs(accepted, started, completed, failed, 0, 0, 0, handedBack, 0, 0);
    }

    private static DrainReport report(
            PoolState state, PoolStats.Jobs jobs, int waiting, List<Runnable> handedBack, List<StillRunning> running) {
        PoolStats stats = new PoolStats(
                "orders",
                state,
                jobs,
                new PoolStats.Depth(waiting, 100, waiting, 0, 0, 0, 0),
                new PoolStats.Workers(1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 0, false, 0, 0, 0),
                new PoolStats.Flow(0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
                new PoolStats.Fans(0, 0, 0, 0, 0),
                PoolStats.Rejections.NONE,
                PoolStats.Resizes.NONE);
        return new DrainReport(stats, handedBack, running, Duration.ofMillis(1_500));
    }
}
