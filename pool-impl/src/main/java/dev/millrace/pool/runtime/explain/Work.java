package dev.millrace.pool.runtime.explain;

import dev.millrace.pool.KeyLoad;
import dev.millrace.pool.PoolExplanation;
import dev.millrace.pool.PoolStats;
import java.util.Locale;
import java.util.StringJoiner;

/** The jobs: where they lie, what became of them, how they moved. */
final class Work {
    private Work() {}

    static void tell(Lines lines, PoolExplanation data) {
        PoolStats stats = data.stats();
        depth(lines, stats.depth());
        data.hotKeys().stream().limit(1).forEach(hottest -> keys(lines, data, hottest));
        jobs(lines, stats.jobs());
        rejections(lines, stats.rejections());
        fans(lines, stats.fans());
        flow(lines, stats.flow());
    }

    private static void depth(Lines lines, PoolStats.Depth depth) {
        lines.add(
                "depth    %,d of %,d: queue %,d, lanes %,d, chunks %,d, batches %,d; %d submitters wait",
                depth.total(),
                depth.capacity(),
                depth.jobQueue(),
                depth.lanes(),
                depth.chunks(),
                depth.batches(),
                depth.blockedProducers());
    }

    private static void keys(Lines lines, PoolExplanation data, KeyLoad hottest) {
        lines.add(
                "keys     %,d active, %,d jobs wait; hottest %s: %,d, %.0f %% of the depth",
                data.activeKeys(),
                data.keyedWaiting(),
                Names.of(hottest.key()),
                hottest.waiting(),
                100 * hottest.shareOfDepth());
    }

    private static void jobs(Lines lines, PoolStats.Jobs jobs) {
        lines.add(
                "jobs     accepted %,d, completed %,d, failed %,d, handed back %,d; rejected %,d, run by callers %,d",
                jobs.accepted(), jobs.completed(), jobs.failed(), jobs.handedBack(), jobs.rejected(), jobs.callerRan());
        if (jobs.cancelled() + jobs.expired() + jobs.dropped() > 0) {
            lines.add(
                    "         never started: cancelled %,d, expired %,d, dropped %,d",
                    jobs.cancelled(), jobs.expired(), jobs.dropped());
        }
    }

    private static void rejections(Lines lines, PoolStats.Rejections rejections) {
        if (rejections.total() > 0) {
            StringJoiner reasons = new StringJoiner(", ");
            reason(reasons, "full", rejections.full());
            reason(reasons, "full for too long", rejections.timedOut());
            reason(reasons, "interrupted", rejections.interrupted());
            reason(reasons, "closed", rejections.closed());
            reason(reasons, "hopeless", rejections.hopeless());
            reason(reasons, "quarantined", rejections.quarantined());
            reason(reasons, "shed", rejections.shed());
            lines.add("         rejected: %s", reasons);
        }
    }

    private static void reason(StringJoiner reasons, String name, long jobs) {
        if (jobs > 0) {
            reasons.add(String.format(Locale.ROOT, "%s %,d", name, jobs));
        }
    }

    private static void fans(Lines lines, PoolStats.Fans fans) {
        if (fans.completed() + fans.failed() + fans.open() > 0) {
            lines.add(
                    "fan-outs completed %,d, failed %,d (in turns, which are the jobs above); %d open, %,d results wait for their consumers",
                    fans.completed(), fans.failed(), fans.open(), fans.outPending());
        }
    }

    private static void flow(Lines lines, PoolStats.Flow flow) {
        lines.add(
                "flow     mean chunk %.1f, through lanes %,d, steals %,d of %,d looks (%,d jobs), parks %,d, wakes %,d",
                flow.meanChunk(),
                flow.throughLanes(),
                flow.steals(),
                flow.stealAttempts(),
                flow.stolenJobs(),
                flow.parks(),
                flow.wakes());
    }
}
