package dev.millrace.sim;

import dev.millrace.pool.LoadSnapshot;
import dev.millrace.pool.SizingDecision;
import dev.millrace.pool.SizingPolicy;
import java.time.Duration;
import java.util.List;

/** As the pool of .NET does when work waits and nothing moves: one worker more each half second; one less when some were idle for 20 s. Its hill climbing on throughput is left out: on these traces it would move the size by a few, and no faster. */
record StarvationRule() implements SizingPolicy {
    private static final int IDLE_READINGS = 40;

    @Override
    public Duration period() {
        return Duration.ofMillis(500);
    }

    @Override
    public int memory() {
        return IDLE_READINGS;
    }

    @Override
    public SizingDecision decide(LoadSnapshot now, List<LoadSnapshot> earlier) {
        if (now.depth() > 0 && now.busy() == now.workers()) {
            return new SizingDecision(now.workers() + 1, "starved");
        }
        boolean idle = earlier.size() == IDLE_READINGS
                && now.busy() < now.workers()
                && earlier.stream().allMatch(then -> then.busy() < then.workers() && then.workers() == now.workers());
        return new SizingDecision(now.workers() - (idle ? 1 : 0), idle ? "idle" : "as it is");
    }
}
