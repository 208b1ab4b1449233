package dev.millrace.pool.runtime.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.DrainReport;
import dev.millrace.pool.PoolState;
import dev.millrace.pool.PoolStats;

/** What must hold between the counters of a pool. */
public final class Accounts {
    private Accounts() {}

    /** Of a running pool, from one reading to a later one. */
    public static void assertConsistent(PoolStats earlier, PoolStats now) {
        PoolStats.Jobs jobs = now.jobs();
        assertThat(jobs.completed() + jobs.failed()).as("ended by a run").isLessThanOrEqualTo(jobs.started());
        assertThat(jobs.started() + jobs.handedBack()).as("left").isLessThanOrEqualTo(jobs.accepted());
        assertThat(now.depth().total()).as("depth").isBetween(0, now.depth().capacity());
        assertThat(jobs.accepted()).isGreaterThanOrEqualTo(earlier.jobs().accepted());
        assertThat(jobs.started()).isGreaterThanOrEqualTo(earlier.jobs().started());
        assertThat(jobs.completed()).isGreaterThanOrEqualTo(earlier.jobs().completed());
        assertThat(jobs.failed()).isGreaterThanOrEqualTo(earlier.jobs().failed());
        assertThat(jobs.rejected()).isGreaterThanOrEqualTo(earlier.jobs().rejected());
        assertThat(jobs.callerRan()).isGreaterThanOrEqualTo(earlier.jobs().callerRan());
        assertThat(now.state()).isGreaterThanOrEqualTo(earlier.state());
    }

    /** Of a pool that has terminated: every accepted job has one fate. */
    public static void assertClosed(DrainReport report) {
        PoolStats stats = report.stats();
        PoolStats.Jobs jobs = stats.jobs();
        assertThat(stats.state()).as("%s", report).isEqualTo(PoolState.TERMINATED);
        assertThat(report.stillRunning()).as("%s", report).isEmpty();
        assertThat(report.unaccounted()).as("%s", report).isZero();
        assertThat(stats.depth().total()).as("%s", report).isZero();
        assertThat(jobs.started()).as("%s", report).isEqualTo(jobs.completed() + jobs.failed());
        assertThat(jobs.accepted()).as("%s", report).isEqualTo(jobs.ended());
        assertThat(jobs.handedBack())
                .as("%s", report)
                .isEqualTo(report.handedBack().size());
    }
}
