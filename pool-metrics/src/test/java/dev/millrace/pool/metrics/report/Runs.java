package dev.millrace.pool.metrics.report;

import dev.millrace.pool.LatencySampling;
import dev.millrace.pool.PoolState;
import dev.millrace.pool.PoolStats;
import dev.millrace.pool.SizingRecord;
import dev.millrace.pool.metrics.LatencyReport;
import dev.millrace.pool.metrics.LatencySeries;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.HdrHistogram.Histogram;

/** Runs that never were, with known figures. */
final class Runs {
    static final Instant START = Instant.parse("2026-01-02T03:04:05.678Z");
    static final String EVIL = "</script><script>document.documentElement.dataset.owned='yes'</script><img src=x"
            + " onerror=\"document.documentElement.dataset.owned='yes'\">'&\u001b[31m";

    private Runs() {}

    /** A second, {@code number} seconds after the start, with so many jobs of random times. */
    static LatencyReport second(int number, int jobs) {
        Histogram wait = new Histogram(2);
        Histogram run = new Histogram(2);
        Histogram total = new Histogram(2);
        Random random = new Random(number);
        for (int i = 0; i < jobs; i++) {
            long waited = (long) (20_000 * -Math.log(1 - random.nextDouble()));
            long ran = 1_000 + (long) (5_000 * random.nextDouble());
            wait.recordValue(waited);
            run.recordValue(ran);
            total.recordValue(waited + ran);
        }
        return LatencyReport.of(
                "orders",
                LatencySampling.EXACT,
                START.plusSeconds(number),
                START.plusSeconds(number + 1),
                0,
                Map.of(LatencySeries.WAIT, wait, LatencySeries.RUN, run, LatencySeries.TOTAL, total));
    }

    /** After so many jobs, of which every hundredth failed; the depth is the number of thousands. */
    static PoolStats stats(long jobs) {
        return new PoolStats(
                "orders",
                PoolState.RUNNING,
                new PoolStats.Jobs(jobs, jobs, jobs - jobs / 100, jobs / 100, 0, 0, 0, 0, jobs / 50, 0),
                new PoolStats.Depth((int) (jobs / 1_000), 100, 0, 0, 0, 0, 0),
                new PoolStats.Workers(4, 1, 16, 4, 3, 0, 1, 4, 0, 0, 0, false, 0, 0, 0),
                new PoolStats.Flow(0, jobs / 8, jobs, 0, 40, 30, 90, 12, 13, 1),
                new PoolStats.Fans(0, 0, 0, 0, 0),
                new PoolStats.Rejections(jobs / 50, 0, 0, 0, 0, 0, 0),
                PoolStats.Resizes.NONE);
    }

    static SizingRecord resize(int second, int from, int to, String reason) {
        return new SizingRecord(START.plusSeconds(second), SizingRecord.Cause.POLICY, from, to, reason, null);
    }

    /** Ten seconds of a thousand jobs, after a warm-up of as many, with one resize that has a dangerous reason. */
    static RunReport tenSeconds() {
        TimelineBuilder builder = new TimelineBuilder(START, stats(1_000));
        for (int i = 0; i < 10; i++) {
            builder.add(second(i, 1_000), stats(1_000L * (i + 2)), List.of(resize(4, 3, 4, "depth " + EVIL)));
        }
        return builder.report()
                .with(List.of(
                        new Fact("Run", "label", EVIL), new Fact("Rate", "achieved", "1,000 jobs/s ended by running")));
    }
}
