package dev.millrace.pool.metrics.report;

import dev.millrace.pool.PoolStats;
import dev.millrace.pool.PoolStats.Flow;
import dev.millrace.pool.PoolStats.Jobs;
import dev.millrace.pool.PoolStats.Rejections;

/**
 * What a pool counted over the span of a report; exact also where latencies are those of a sample.
 *
 * @param jobs what became of the jobs
 * @param rejections why jobs were refused
 * @param flow how jobs moved
 */
public record RunCounts(Jobs jobs, Rejections rejections, Flow flow) {

    /** The counters of a moment. */
    public static RunCounts of(PoolStats stats) {
        return new RunCounts(stats.jobs(), stats.rejections(), stats.flow());
    }

    /** What was counted since an earlier moment of the same pool. */
    public RunCounts since(RunCounts earlier) {
        return new RunCounts(
                between(earlier.jobs, jobs), between(earlier.rejections, rejections), between(earlier.flow, flow));
    }

    /** Jobs that ended by running. */
    long ran() {
        return jobs.completed() + jobs.failed();
    }

    private static Jobs between(Jobs before, Jobs after) {
        return new Jobs(
                after.accepted() - before.accepted(),
                after.started() - before.started(),
                after.completed() - before.completed(),
                after.failed() - before.failed(),
                after.cancelled() - before.cancelled(),
                after.expired() - before.expired(),
                after.dropped() - before.dropped(),
                after.handedBack() - before.handedBack(),
                after.rejected() - before.rejected(),
                after.callerRan() - before.callerRan());
    }

    private static Rejections between(Rejections before, Rejections after) {
        return new Rejections(
                after.full() - before.full(),
                after.timedOut() - before.timedOut(),
                after.interrupted() - before.interrupted(),
                after.closed() - before.closed(),
                after.hopeless() - before.hopeless(),
                after.quarantined() - before.quarantined(),
                after.shed() - before.shed());
    }

    private static Flow between(Flow before, Flow after) {
        return new Flow(
                after.batches() - before.batches(),
                after.chunks() - before.chunks(),
                after.chunkJobs() - before.chunkJobs(),
                after.throughLanes() - before.throughLanes(),
                after.stealAttempts() - before.stealAttempts(),
                after.steals() - before.steals(),
                after.stolenJobs() - before.stolenJobs(),
                after.parks() - before.parks(),
                after.wakes() - before.wakes(),
                after.resizes() - before.resizes());
    }
}
