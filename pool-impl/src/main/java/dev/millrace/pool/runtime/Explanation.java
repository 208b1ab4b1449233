package dev.millrace.pool.runtime;

import dev.millrace.pool.KeyLoad;
import dev.millrace.pool.LatencyRecorder;
import dev.millrace.pool.LoadSnapshot;
import dev.millrace.pool.PoolConfig;
import dev.millrace.pool.PoolStats;
import dev.millrace.pool.QuarantinedJob;
import dev.millrace.pool.SizingRecord;
import dev.millrace.pool.StuckJob;
import dev.millrace.pool.runtime.strand.Hottest;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Says in words what a pool does and why. */
final class Explanation {
    private static final int DECISIONS = 8;

    private final StringBuilder text = new StringBuilder(1024);

    private Explanation() {}

    static String of(PoolConfig config, PoolStats stats, Engine engine) {
        Explanation explanation = new Explanation();
        explanation.workers(config, stats, engine);
        engine.quarantine.jobs().forEach(explanation::quarantined);
        explanation.depth(stats.depth());
        explanation.keys(Hottest.of(engine.keys.strands, 1, stats.depth().total()));
        explanation.jobs(stats.jobs());
        explanation.fans(stats.fans());
        explanation.flow(stats.flow());
        explanation.latency(config, engine.recorder);
        explanation.decisions(engine.decisions.records());
        return explanation.text.toString();
    }

    private void workers(PoolConfig config, PoolStats stats, Engine engine) {
        PoolStats.Workers workers = stats.workers();
        line("pool '%s' %s%s", stats.name(), stats.state(), engine.pause.isOn() ? ", paused" : "");
        line(
                "workers  %d of %d..%d wanted, %d at work: %d busy, %d searching, %d asleep; %d died, %d restarted%s",
                workers.target(),
                workers.min(),
                workers.max(),
                workers.live(),
                workers.busy(),
                workers.searching(),
                workers.sleeping(),
                workers.deaths(),
                workers.restarts(),
                workers.crashLoop() ? crashLoop(engine.crew.nextBeginsNanos()) : "");
        line("         %s, sizing %s, when full %s", config.dispatch(), engine.controller.policy(), config.whenFull());
        engine.waits.lines().forEach(wait -> line("waits    %s", wait));
        stuck(engine.stuck.jobs(), workers);
    }

    private void stuck(List<StuckJob> jobs, PoolStats.Workers workers) {
        for (StuckJob job : jobs) {
            line(
                    "stuck    %s has run %s for %.1f s%s%s",
                    job.worker(),
                    job.job(),
                    job.age().toMillis() / 1e3,
                    job.interrupted() ? ", though interrupted" : "",
                    job.stack().isEmpty() ? "" : ", at " + job.stack().get(0));
        }
        if (workers.stuckJobs() > 0) {
            line(
                    "         %,d jobs were ever stuck; %d spare workers asked for",
                    workers.stuckJobs(), workers.spares());
        }
    }

    /** Only where there is anything to tell. */
    private void fans(PoolStats.Fans fans) {
        if (fans.completed() + fans.failed() + fans.open() > 0) {
            line(
                    "fan-outs completed %,d, failed %,d (in turns, which are the jobs above); %d open, %,d results wait for their consumers",
                    fans.completed(), fans.failed(), fans.open(), fans.outPending());
        }
    }

    private static String crashLoop(OptionalLong nextNanos) {
        return nextNanos.isPresent()
                ? String.format(Locale.ROOT, "; crash loop: the next begins in %.1f s", nextNanos.getAsLong() / 1e9)
                : "; crash loop";
    }

    private void quarantined(QuarantinedJob job) {
        line(
                "job      '%s' is quarantined, refused %s since; it killed",
                job.job(), job.refused() == 1 ? "once" : job.refused() + " times");
        job.deaths().forEach(death -> line("         %s at %s, by %s", death.worker(), death.at(), death.cause()));
    }

    private void depth(PoolStats.Depth depth) {
        line(
                "depth    %,d of %,d: queue %,d, lanes %,d, chunks %,d, batches %,d; %d submitters wait",
                depth.total(),
                depth.capacity(),
                depth.jobQueue(),
                depth.lanes(),
                depth.chunks(),
                depth.batches(),
                depth.blockedProducers());
    }

    private void keys(Hottest hottest) {
        for (KeyLoad load : hottest.keys()) {
            line(
                    "keys     %,d active, %,d jobs wait; hottest %s: %,d, %.0f %% of the depth",
                    hottest.active(),
                    hottest.waiting(),
                    KeyNames.of(load.key()),
                    load.waiting(),
                    100 * load.shareOfDepth());
        }
    }

    private void jobs(PoolStats.Jobs jobs) {
        line(
                "jobs     accepted %,d, completed %,d, failed %,d, handed back %,d; rejected %,d, run by callers %,d",
                jobs.accepted(), jobs.completed(), jobs.failed(), jobs.handedBack(), jobs.rejected(), jobs.callerRan());
        if (jobs.cancelled() + jobs.expired() + jobs.dropped() > 0) {
            line(
                    "         never started: cancelled %,d, expired %,d, dropped %,d",
                    jobs.cancelled(), jobs.expired(), jobs.dropped());
        }
    }

    private void flow(PoolStats.Flow flow) {
        line(
                "flow     mean chunk %.1f, through lanes %,d, steals %,d of %,d looks (%,d jobs), parks %,d, wakes %,d",
                flow.meanChunk(),
                flow.throughLanes(),
                flow.steals(),
                flow.stealAttempts(),
                flow.stolenJobs(),
                flow.parks(),
                flow.wakes());
    }

    private void latency(PoolConfig config, @Nullable LatencyRecorder recorder) {
        if (recorder != null) {
            summary(recorder).lines().forEach(series -> line("latency  %s", series));
        } else if (config.latency().oneIn() == 0) {
            line("latency  not recorded: latency(LatencySampling.OFF)");
        } else {
            line("latency  not recorded: add dev.millrace:pool-metrics");
        }
    }

    /** A recorder that fails must not take the rest of the explanation with it. */
    private static String summary(LatencyRecorder recorder) {
        try {
            return recorder.summary();
        } catch (RuntimeException e) {
            return "the recorder failed: " + e;
        }
    }

    private void decisions(List<SizingRecord> decisions) {
        if (decisions.isEmpty()) {
            line("size     no decision yet");
        }
        int skipped = Math.max(0, decisions.size() - DECISIONS);
        for (SizingRecord record : decisions.subList(skipped, decisions.size())) {
            line(
                    "size     %s %s %d -> %d: %s",
                    record.at(), record.cause(), record.from(), record.to(), record.reason());
            LoadSnapshot load = record.load();
            if (load != null) {
                line(
                        "         depth %,d of %,d, busy %d of %d, %,d in and %,d done in %.1f s, mean run %,d ns",
                        load.depth(),
                        load.capacity(),
                        load.busy(),
                        load.workers(),
                        load.arrivals(),
                        load.completions(),
                        load.elapsedNanos() / 1e9,
                        load.meanRunNanos());
            }
        }
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
    }
}
