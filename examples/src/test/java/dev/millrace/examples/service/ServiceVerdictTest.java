package dev.millrace.examples.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.DrainReport;
import dev.millrace.pool.PoolStats;
import dev.millrace.pool.PoolStats.Jobs;
import dev.millrace.pool.WorkerPool;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceVerdictTest {
    private final Tally tally = new Tally();

    @Test
    void shouldBeGoodWhenAllAgrees() {
        tally.ok(1, true);
        tally.ok(1, true);
        tally.refused(1);

        ServiceVerdict verdict = verdict(3, poolAfter(2, 1), List.of());

        assertThat(verdict.problems()).isEmpty();
        assertThat(verdict.good()).isTrue();
        assertThat(verdict.line()).isEqualTo("requests=3 ok=2 refused=1 errors=0 verified=true threadsLeft=0");
    }

    @Test
    void shouldTellALostRequest() {
        tally.ok(1, true);

        assertProblem(verdict(2, poolAfter(1, 0), List.of()), "2 requests were sent, 1 came to an end");
    }

    @Test
    void shouldTellAWrongAnswer() {
        tally.ok(1, true);
        tally.ok(1, false);

        ServiceVerdict verdict = verdict(2, poolAfter(2, 0), List.of());

        assertProblem(verdict, "1 answers were wrong");
        assertThat(verdict.line()).contains("verified=false");
    }

    @Test
    void shouldTellAnErrorAndTheFirst() {
        tally.ok(1, true);
        tally.error("it broke");
        tally.error("again");

        assertProblem(verdict(3, poolAfter(1, 0), List.of()), "2 requests were not answered: [it broke]");
    }

    @Test
    void shouldTellThatThePoolCountsOtherwise() {
        tally.ok(1, true);

        assertProblem(
                verdict(1, poolAfter(2, 0), List.of()),
                "the pool counts 2 completed and 0 rejected, the client 1 and 0");
    }

    @Test
    void shouldTellThatTheClientSawFewerRefusals() {
        tally.ok(1, true);

        assertProblem(
                verdict(1, poolAfter(1, 3), List.of()),
                "the pool counts 1 completed and 3 rejected, the client 1 and 0");
    }

    @Test
    void shouldTellThatAJobFailed() {
        tally.ok(1, true);
        Jobs oneFailed = new Jobs(2, 2, 1, 1, 0, 0, 0, 0, 0, 0);

        assertProblem(verdict(1, poolAfter(oneFailed), List.of()), "the pool accepted 2 requests and completed 1");
    }

    @Test
    void shouldTellAThreadThatIsLeft() {
        tally.ok(1, true);

        ServiceVerdict verdict = verdict(1, poolAfter(1, 0), List.of("millrace-service-0"));

        assertProblem(verdict, "these threads are left: millrace-service-0");
        assertThat(verdict.line()).endsWith("threadsLeft=1");
    }

    private static void assertProblem(ServiceVerdict verdict, String problem) {
        assertThat(verdict.problems()).containsExactly(problem);
        assertThat(verdict.good()).isFalse();
    }

    private ServiceVerdict verdict(int sent, DrainReport end, List<String> threadsLeft) {
        Phase phase = new Phase("test", 1, Duration.ofSeconds(sent));
        return new ServiceVerdict(List.of(tally.result(phase, sent)), end, threadsLeft);
    }

    private static DrainReport poolAfter(int completed, int rejected) {
        return poolAfter(new Jobs(completed, completed, completed, 0, 0, 0, 0, 0, rejected, 0));
    }

    /** What a pool reports at its end, with other counts. */
    private static DrainReport poolAfter(Jobs jobs) {
        DrainReport real = WorkerPool.builder("verdict-test").build().close(Duration.ofSeconds(20));
        PoolStats stats = real.stats();
        return new DrainReport(
                new PoolStats(
                        stats.name(),
                        stats.state(),
                        jobs,
                        stats.depth(),
                        stats.workers(),
                        stats.flow(),
                        stats.fans(),
                        PoolStats.Rejections.NONE,
                        PoolStats.Resizes.NONE),
                List.of(),
                List.of(),
                real.elapsed());
    }
}
