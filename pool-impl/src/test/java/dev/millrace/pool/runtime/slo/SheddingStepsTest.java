package dev.millrace.pool.runtime.slo;

import static dev.millrace.pool.SloState.BREACHED;
import static dev.millrace.pool.SloState.OK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.Series;
import dev.millrace.pool.Slo;
import dev.millrace.pool.SloStatus;
import dev.millrace.pool.runtime.admission.Admission;
import dev.millrace.pool.runtime.admission.Shedding;
import dev.millrace.pool.runtime.support.Guarded;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a breach refuses, and how many jobs may wait, step by step. */
@Guarded
class SheddingStepsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static int few(Replay replay) {
        Shedding shedding = replay.admission.shedding();
        return shedding == null ? -1 : shedding.few();
    }

    private static Replay breached(Slo slo, long meanRunNanos) {
        Replay replay = new Replay(slo.over(MINUTE).shedding());
        replay.pool.meanRunNanos = meanRunNanos;
        replay.pool.depth = replay.pool.capacity;
        replay.looksUntil(BREACHED, 5, () -> replay.pool.jobs(0, 100));
        return replay;
    }

    @Test
    void nothingIsShedBeforeAndAfterABreach() {
        Replay replay = new Replay(Slo.errorsBelow(0.01).over(MINUTE).shedding());
        replay.looks(1, () -> replay.pool.jobs(100, 0));
        assertThat(few(replay)).isEqualTo(-1);

        replay.looksUntil(BREACHED, 5, () -> replay.pool.jobs(0, 100));
        assertThat(few(replay)).isEqualTo(4);
        assertThat(replay.changes).extracting(SloStatus::shedding).containsExactly(true);

        replay.looksUntil(OK, 80, () -> {});
        assertThat(few(replay)).isEqualTo(-1);
        assertThat(replay.admission.tryAdmit(90)).isZero();
        assertThat(replay.admission.tryAdmit(10)).isEqualTo(90);
    }

    @Test
    void anObjectiveThatDoesNotShedRefusesNothing() {
        Replay replay = new Replay(Slo.errorsBelow(0.01).over(MINUTE));
        replay.looksUntil(BREACHED, 5, () -> replay.pool.jobs(0, 100));

        assertThat(few(replay)).isEqualTo(-1);
        assertThat(replay.status().shedding()).isFalse();
    }

    /** 4 workers and runs of 1 ms: 40 jobs are started in 10 ms. */
    @Test
    void asManyMayWaitAsStartWithinHalfOfTheLimit() {
        assertThat(few(breached(Slo.p99(Series.WAIT, Duration.ofMillis(20)), 1_000_000)))
                .isEqualTo(40);
        assertThat(few(breached(Slo.p99(Series.TOTAL, Duration.ofMillis(21)), 1_000_000)))
                .isEqualTo(40);
        assertThat(few(breached(Slo.p99(Series.WAIT, Duration.ofMillis(20)), 0)))
                .as("nothing was timed")
                .isEqualTo(4);
        assertThat(few(breached(Slo.p99(Series.WAIT, Duration.ofMillis(20)), 500_000_000)))
                .as("one a worker")
                .isEqualTo(4);
        assertThat(few(breached(Slo.p99(Series.TOTAL, Duration.ofMillis(20)), 500_000_000)))
                .as("runs alone are too long")
                .isEqualTo(4);
        assertThat(few(breached(Slo.p99(Series.WAIT, Duration.ofHours(1)), 1)))
                .as("the capacity")
                .isEqualTo(100);
        assertThat(few(breached(Slo.p99(Series.RUN, Duration.ofMillis(20)), 1_000_000)))
                .isEqualTo(4);
    }

    @Test
    void halfOfTheShareMayWaitForADepth() {
        assertThat(few(breached(Slo.depthBelow(0.5, 0.99), 0))).isEqualTo(24);
        assertThat(few(breached(Slo.depthBelow(0.02, 0.99), 0)))
                .as("at least one")
                .isEqualTo(1);
    }

    /** A short window is 5 s. */
    @Test
    void aBudgetThatBurnsOnHalvesTheNumberAndOneThatDoesNotDoublesIt() {
        Replay replay = breached(Slo.p99(Series.WAIT, Duration.ofMillis(20)), 1_000_000);
        replay.looks(20, () -> replay.pool.jobs(0, 100));
        assertThat(few(replay)).as("more wait than were accepted since").isEqualTo(40);
        replay.pool.depth = 8;
        replay.looks(4, () -> replay.pool.jobs(0, 100));
        assertThat(few(replay)).isEqualTo(40);
        replay.looks(1, () -> replay.pool.jobs(0, 100));
        assertThat(few(replay)).isEqualTo(20);
        replay.looks(10, () -> replay.pool.jobs(0, 100));
        assertThat(few(replay)).isEqualTo(5);
        replay.looks(30, () -> replay.pool.jobs(0, 100));
        assertThat(few(replay)).as("one a worker").isEqualTo(4);

        replay.looks(35, () -> replay.pool.jobs(100, 0));
        assertThat(few(replay)).as("it burns no longer").isEqualTo(40);
        assertThat(replay.status().state()).isEqualTo(BREACHED);
    }

    @Test
    void theStrictestOfSeveralCounts() {
        Slo depth = Slo.depthBelow(0.5, 0.9).over(MINUTE).shedding();
        Slo errors = Slo.errorsBelow(0.01).over(MINUTE).shedding();
        Replay replay = new Replay(depth, errors);
        replay.pool.depth = 60;

        replay.looks(20, () -> replay.pool.jobs(0, 100));

        assertThat(few(replay)).isEqualTo(4);
        assertThat(replay.admission.shedding().why()).contains("errors").contains("4 or more");
    }

    @Test
    void lowBeforeNormalBeforeHighAndWhatBelongsToAcceptedWorkNever() {
        Replay replay = new Replay(Slo.errorsBelow(0.01).over(MINUTE).shedding());
        Admission admission = replay.admission;
        replay.looksUntil(BREACHED, 5, () -> replay.pool.jobs(0, 100));

        assertThat(admission.tryAdmit(1, Shedding.LOW)).as("nobody waits").isZero();
        assertThat(admission.tryAdmit(1, Shedding.LOW)).isEqualTo(Admission.SHED);
        assertThat(admission.tryAdmit(2)).isEqualTo(1);
        assertThat(admission.tryAdmit(50)).as("together, and 3 wait").isEqualTo(3);
        assertThat(admission.tryAdmit(1)).isEqualTo(Admission.SHED);
        assertThat(admission.tryAdmit(1, Shedding.HIGH)).isEqualTo(Admission.SHED);

        replay.departed.addAndGet(46); // 7 wait
        assertThat(admission.tryAdmit(1)).isEqualTo(Admission.SHED);
        assertThat(admission.tryAdmit(1, Shedding.HIGH)).isEqualTo(53);
        assertThat(admission.tryAdmit(1, Shedding.HIGH)).as("8 wait").isEqualTo(Admission.SHED);
        assertThat(admission.tryAdmitSpared(1)).isEqualTo(54);
        replay.onWorker = true;
        assertThat(admission.tryAdmit(1)).isEqualTo(55);
        assertThat(admission.tryAdmit(1, Shedding.LOW)).isEqualTo(56);
        assertThat(admission.tryAdmit(100)).as("but the bound holds").isEqualTo(Admission.FULL);
        replay.onWorker = false;
        admission.close();
        assertThat(admission.tryAdmit(1)).isEqualTo(Admission.CLOSED);
    }
}
