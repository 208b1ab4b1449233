package dev.millrace.sim;

import dev.millrace.pool.LoadSnapshot;
import dev.millrace.pool.SizingDecision;
import dev.millrace.pool.SizingPolicy;
import java.time.Duration;
import java.util.List;

/** As cached pools do (EnhancedQueueExecutor, Jetty, Tomcat): a worker for each job that finds none idle; a worker that was idle for a minute goes. They look at each job, here it is every 10 ms. */
record NoneIdleRule() implements SizingPolicy {
    private static final int IDLE_READINGS = 6_000;

    @Override
    public Duration period() {
        return Duration.ofMillis(10);
    }

    @Override
    public int memory() {
        return IDLE_READINGS;
    }

    @Override
    public SizingDecision decide(LoadSnapshot now, List<LoadSnapshot> earlier) {
        if (now.depth() > 0) {
            return new SizingDecision(
                    (int) Math.min((long) now.workers() + now.depth(), now.maxWorkers()), "none idle");
        }
        if (earlier.size() < IDLE_READINGS) {
            return new SizingDecision(now.workers(), "as it is");
        }
        int used = now.busy();
        for (LoadSnapshot then : earlier) {
            used = Math.max(used, Math.min(then.workers(), then.busy() + then.depth()));
        }
        return new SizingDecision(used, "most that were used in a minute");
    }
}
