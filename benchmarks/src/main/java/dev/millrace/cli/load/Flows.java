package dev.millrace.cli.load;

import dev.millrace.pool.PoolStats.Flow;

/** Arithmetic on {@link Flow}. */
final class Flows {
    private Flows() {}

    static Flow between(Flow before, Flow after) {
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
