package dev.millrace.pool;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@link WorkerPool#explain} says, as data: the text is written from this. The parts are read one after the other.
 *
 * @param stats counters and gauges
 * @param paused whether the pool is paused
 * @param sizing the policy that decides the size
 * @param shadow the policy that decides without acting, or null
 * @param decisions the last decisions, oldest first
 * @param shadowDecisions what the shadow would have decided, oldest first
 * @param workers the workers
 * @param stuck jobs that are stuck
 * @param slos how the objectives stand
 * @param waits who waits for what, one sentence each
 * @param hotKeys keys with the most waiting jobs
 * @param quarantine jobs that are not run any more
 * @param activeKeys keys with a job that waits or runs
 * @param keyedWaiting jobs of keys that wait
 * @param shadowAnswers how often the shadow has decided since it was set
 * @param shadowDiffered how often of these it wanted another size than the pool then had, after the decision of its own policy
 * @param nextWorkerIn how long a crash loop lets the next worker wait, or null if none waits for that
 */
public record PoolExplanation(
        PoolStats stats,
        boolean paused,
        SizingPolicy sizing,
        @Nullable SizingPolicy shadow,
        List<SizingRecord> decisions,
        List<SizingRecord> shadowDecisions,
        List<WorkerSnapshot> workers,
        List<StuckJob> stuck,
        List<SloStatus> slos,
        List<String> waits,
        List<KeyLoad> hotKeys,
        List<QuarantinedJob> quarantine,
        int activeKeys,
        int keyedWaiting,
        long shadowAnswers,
        long shadowDiffered,
        @Nullable Duration nextWorkerIn) {
    /** Copies the lists. */
    public PoolExplanation {
        decisions = List.copyOf(decisions);
        shadowDecisions = List.copyOf(shadowDecisions);
        workers = List.copyOf(workers);
        stuck = List.copyOf(stuck);
        slos = List.copyOf(slos);
        waits = List.copyOf(waits);
        hotKeys = List.copyOf(hotKeys);
        quarantine = List.copyOf(quarantine);
    }
}
