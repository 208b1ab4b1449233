package dev.millrace.pool.runtime.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.DrainReport;
import dev.millrace.pool.PoolStats;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.probe.Point;
import dev.millrace.pool.runtime.support.Accounts;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.Ledger;
import dev.millrace.pool.runtime.support.Mode;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The pool's own code fails, with no memory left, wherever it promises to lose nothing: while a dispatcher has jobs in its hand (F14), between a lane that was filled and the wake-up (F15), between a job that was taken and its run (F17),
 * while a claim is held (F18), and where a worker looks for work or lies down.
 */
@Guarded
class ThrowAtAPointTest {
    private static final int THROWS = 2;
    private static final int WORKERS = 3;
    private static final int ROUND = 60;
    private static final int MOST_ROUNDS = 60;

    /** Where each mode passes by. Dedicated dispatch takes no role; cooperative dispatch wakes by itself who is to empty a lane. */
    static Stream<Arguments> modesAndPoints() {
        List<Point> both = List.of(
                Point.SCAN_EMPTY,
                Point.SLEEP_COUNTED,
                Point.LEASE_TAKEN,
                Point.PRODUCER_TAKEN,
                Point.TAKEN,
                Point.ROUTED,
                Point.RUNS,
                Point.SEATED);
        return Stream.of(Mode.values())
                .flatMap(mode -> Stream.concat(
                                both.stream(),
                                Stream.of(mode == Mode.COOPERATIVE ? Point.ROLE_TAKEN : Point.LANE_FILLED))
                        .map(point -> Arguments.of(mode, point)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("modesAndPoints")
    void f14F15F17F18LosesNoJobAndRunsNoneTwice(Mode mode, Point point) {
        Ledger ledger = new Ledger(ROUND * MOST_ROUNDS);
        int submitted = 0;
        DrainReport report;
        try (Thrower thrower = Thrower.at(point, THROWS)) {
            thrower.arm(point != Point.RUNS); // there, gates are spared
            WorkerPool pool = mode.pool("throw", WORKERS).build();
            while (submitted < ROUND * MOST_ROUNDS && thrower.thrown() < THROWS) {
                submitted = round(pool, ledger, submitted, thrower);
                thrower.arm(point != Point.RUNS);
            }
            assertThat(thrower.thrown()).as("throws at %s", point).isEqualTo(THROWS);
            Await.until(() -> pool.stats().workers().live() == WORKERS, pool::explain);
            submitted = round(pool, ledger, submitted, thrower);
            report = pool.close(Duration.ofSeconds(20));
        }

        PoolStats.Jobs jobs = report.stats().jobs();
        Accounts.assertClosed(report);
        assertThat(report.complete()).isTrue();
        assertThat(jobs.accepted()).isEqualTo(submitted + submitted / ROUND); // a gate a round
        assertThat(jobs.failed()).isEqualTo(point == Point.RUNS ? THROWS : 0);
        int once = (int)
                IntStream.range(0, submitted).filter(i -> ledger.runs(i) == 1).count();
        assertThat(ledger.total()).as("each ran once").isEqualTo(once);
        assertThat(submitted - once).as("not run").isBetween(0, point == Point.RUNS ? THROWS : 0);
        assertThat(report.stats().workers().deaths()).isLessThanOrEqualTo(THROWS);
    }

    /** Jobs that lie with workers who are held, so that others steal and lanes fill, and then a rest in which all fall asleep. */
    private static int round(WorkerPool pool, Ledger ledger, int from, Thrower thrower) {
        try (Gate gate = new Gate()) {
            pool.execute(gate);
            gate.entered(pool);
            thrower.arm(true);
            ledger.jobs(from, from + ROUND / 2).forEach(pool::execute);
            pool.executeAll(ledger.jobs(from + ROUND / 2, from + ROUND - 1));
            gate.open();
        }
        pool.execute(ledger.job(from + ROUND - 1));
        Await.until(() -> pool.stats().jobs().ended() == pool.stats().jobs().accepted(), pool::explain);
        return from + ROUND;
    }
}
