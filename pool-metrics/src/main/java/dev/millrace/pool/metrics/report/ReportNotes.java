package dev.millrace.pool.metrics.report;

import dev.millrace.pool.metrics.LatencyReport;
import dev.millrace.pool.metrics.LatencySeries;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a reader must know before believing a report's figures, in sentences. */
final class ReportNotes {
    private static final int FEW_PROCESSORS = 2;
    private static final long ENOUGH_FOR_FOUR_NINES = 100_000;

    private ReportNotes() {}

    static List<String> of(RunReport report) {
        LatencyReport latency = report.latency();
        long count = latency.series(LatencySeries.TOTAL).count();
        List<String> notes = new ArrayList<>();
        int oneIn = latency.sampling().oneIn();
        if (oneIn > 1) {
            notes.add(text(
                    "One job of %,d was timed: the slowest of all jobs may not be among them, so p99.99 and max are those of"
                            + " the sample.",
                    oneIn));
        }
        if (count < ENOUGH_FOR_FOUR_NINES) {
            notes.add(text(
                    "%,d jobs were timed: p99.9 stands on %,d of them, p99.99 on %,d; below about ten a percentile is chance.",
                    count, count / 1_000, count / 10_000));
        }
        if (latency.clamped() > 0) {
            notes.add(text("%,d jobs had a time out of range, and are in it as 0 or 1 h.", latency.clamped()));
        }
        int processors = processors(report);
        if (0 < processors && processors <= FEW_PROCESSORS) {
            notes.add(text(
                    "%d processor%s: beyond about p99.9 these are mostly the times at which the system ran something else.",
                    processors, processors == 1 ? "" : "s"));
        }
        return notes;
    }

    private static int processors(RunReport report) {
        try {
            return Integer.parseInt(
                    report.fact(HostFacts.MACHINE, HostFacts.PROCESSORS).orElse("0"));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
