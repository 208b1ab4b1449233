package dev.millrace.pool.metrics.report;

import dev.millrace.pool.LatencySampling;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.metrics.Durations;
import dev.millrace.pool.metrics.LatencyReport;
import dev.millrace.pool.metrics.LatencySeries;
import dev.millrace.pool.metrics.PoolSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is told of a run beside its times, as far as the pool and the machine know it. */
final class RunFacts {
    static final String RUN = "Run";
    static final String POOL = "Pool";
    static final String RATE = "Rate";
    static final String MEASUREMENT = "Measurement";

    private static final String FROM_ACCEPTANCE =
            "a job's time begins when it is accepted. How long its submitter waited for room, or was late by itself, is not in"
                    + " it, and nothing was corrected for that";

    private RunFacts() {}

    /** Of a pool's whole life so far. */
    static RunReport whole(WorkerPool pool) {
        RunReport report = RunReport.of(LatencyReport.of(pool)).with(RunCounts.of(pool.stats()));
        return withFacts(report, pool, "nothing, it begins with the first job of the pool");
    }

    /** With what a pool can tell of a recording, and of what was before it. */
    static RunReport recorded(WorkerPool pool, LatencyReport before, RunReport report) {
        long warmUp = before.series(LatencySeries.TOTAL).count();
        String discarded = warmUp == 0
                ? "nothing, no job was timed before the recording"
                : String.format(
                        Locale.ROOT,
                        "%,d timed jobs of the %s before the recording, as the warm-up",
                        warmUp,
                        length(before));
        return withFacts(report, pool, discarded);
    }

    private static RunReport withFacts(RunReport report, WorkerPool pool, String discarded) {
        List<Fact> facts = new ArrayList<>();
        PoolSettings.of(pool).forEach((name, value) -> facts.add(new Fact(POOL, name, value)));
        report.counts().ifPresent(counts -> {
            facts.add(new Fact(RATE, "offered", perSecond(counts.jobs().attempts(), report.latency(), "submitted")));
            facts.add(new Fact(RATE, "achieved", perSecond(counts.ran(), report.latency(), "ended by running")));
        });
        facts.add(new Fact(MEASUREMENT, "discarded", discarded));
        facts.add(new Fact(MEASUREMENT, "coordinated omission", FROM_ACCEPTANCE));
        return report.with(facts);
    }

    /** What every report tells, be it a pool's or a program's own. */
    static List<Fact> basic(LatencyReport latency) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(RUN, "Millrace", HostFacts.version()));
        facts.add(new Fact(RUN, "pool", latency.pool()));
        facts.add(new Fact(RUN, "from", latency.from().toString()));
        facts.add(new Fact(RUN, "to", latency.to().toString()));
        facts.add(new Fact(RUN, "length", length(latency)));
        facts.add(new Fact(MEASUREMENT, "recorded", recorded(latency.sampling())));
        facts.add(new Fact(MEASUREMENT, "resolution", resolution(latency)));
        return facts;
    }

    static String recorded(LatencySampling sampling) {
        return sampling.oneIn() == 1 ? "every job" : String.format(Locale.ROOT, "one job of %,d", sampling.oneIn());
    }

    private static String resolution(LatencyReport latency) {
        int digits = latency.series(LatencySeries.TOTAL).digits();
        return digits + " significant digits, 1 ns to 1 h";
    }

    private static String perSecond(long jobs, LatencyReport latency, String what) {
        double seconds = Duration.between(latency.from(), latency.to()).toMillis() / 1e3;
        return seconds > 0
                ? String.format(Locale.ROOT, "%,.0f jobs/s %s", jobs / seconds, what)
                : String.format(Locale.ROOT, "%,d jobs %s", jobs, what);
    }

    static String length(LatencyReport latency) {
        return Durations.text(
                (double) Duration.between(latency.from(), latency.to()).toNanos());
    }
}
