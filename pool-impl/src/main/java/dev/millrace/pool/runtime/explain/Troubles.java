package dev.millrace.pool.runtime.explain;

import dev.millrace.pool.PoolExplanation;
import dev.millrace.pool.PoolStats;
import dev.millrace.pool.QuarantinedJob;
import dev.millrace.pool.Slo;
import dev.millrace.pool.SloStatus;
import dev.millrace.pool.StuckJob;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** What is not as it should be: objectives, jobs that are stuck, jobs that kill. */
final class Troubles {
    private static final int JOBS = 8;
    private static final int FRAMES = 3;

    private Troubles() {}

    static void tell(Lines lines, PoolExplanation data) {
        data.slos().forEach(status -> slo(lines, status));
        stuck(lines, data.stats().workers(), data.stuck());
        data.quarantine().forEach(job -> quarantined(lines, job));
    }

    private static void slo(Lines lines, SloStatus status) {
        Slo slo = status.slo();
        lines.add(
                "slo      %s %s since %s: %s %% of %,d %s good, target %s %%: %s over %s; burn %.1f, of late %.1f%s",
                slo.name(),
                status.state(),
                status.since(),
                percent(status.good()),
                status.events(),
                slo.objective() instanceof Slo.Depth ? "ms" : "jobs",
                percent(slo.target()),
                slo.objective(),
                slo.window(),
                status.burnRate(),
                status.shortBurnRate(),
                status.shedding() ? "; sheds load" : "");
    }

    /** Never rounded up: what is not kept must not look kept. */
    private static String percent(double share) {
        return BigDecimal.valueOf(share)
                .movePointRight(2)
                .setScale(4, RoundingMode.FLOOR)
                .stripTrailingZeros()
                .toPlainString();
    }

    private static void stuck(Lines lines, PoolStats.Workers workers, List<StuckJob> jobs) {
        if (workers.stuckJobs() == 0 && jobs.isEmpty()) {
            return;
        }
        lines.add(
                "stuck    %d jobs now, %,d ever; spare workers asked for: %d",
                jobs.size(), workers.stuckJobs(), workers.spares());
        for (StuckJob job : jobs.subList(0, Math.min(JOBS, jobs.size()))) {
            lines.add(
                    "         %s on %s for %.1f s, since %s%s",
                    Names.of(job.job()),
                    job.worker(),
                    job.age().toNanos() / 1e9,
                    job.since(),
                    job.interrupted() ? ", interrupted" : "");
            job.stack().stream().limit(FRAMES).forEach(frame -> lines.add("           at %s", frame));
        }
        if (jobs.size() > JOBS) {
            lines.add("         and %d more", jobs.size() - JOBS);
        }
    }

    private static void quarantined(Lines lines, QuarantinedJob job) {
        lines.add(
                "job      one '%s' is quarantined, refused %s since; it ended the worker or handler that ran it",
                job.job(), job.refused() == 1 ? "once" : job.refused() + " times");
        job.deaths().forEach(death -> lines.add("         %s at %s, by %s", death.worker(), death.at(), death.cause()));
    }
}
