package dev.millrace.cli.load;

import static dev.millrace.tool.Format.micros;
import static dev.millrace.tool.Format.seconds;
import static dev.millrace.tool.Format.text;

import dev.millrace.pool.PoolStats.Flow;
import dev.millrace.tool.ContextSwitches;
import dev.millrace.tool.ProcessUsage;
import java.io.PrintStream;
import org.HdrHistogram.AbstractHistogram;

/** Prints the end of a run; the accounting comes last. */
final class TextReport {
    private static final double[] PERCENTILES = {50, 90, 99, 99.9, 99.99};

    private final PrintStream out;
    private final Outcome outcome;
    private final Measured measured;

    TextReport(PrintStream out, Outcome outcome) {
        this.out = out;
        this.outcome = outcome;
        this.measured = outcome.measured();
    }

    void print() {
        rate();
        latencies();
        usage();
        flow();
        if (outcome.header().options().explain()) {
            line("%n%s", outcome.explanation());
        }
        verdict();
    }

    private void rate() {
        Rate rate = measured.rate();
        line(
                "%nRate      offered %,.0f jobs/s, achieved %,.0f jobs/s (completed; slowest full second %,.0f)",
                rate.offered(), rate.achieved(), rate.slowestSecond());
    }

    private void latencies() {
        line("%nLatency, us %12s %10s %10s %10s %10s %10s", "p50", "p90", "p99", "p99.9", "p99.99", "max");
        row("response", measured.latencies().response(), "intended send to end");
        row("wait", measured.latencies().waited(), "intended send to start");
        row("run", measured.latencies().ran(), "start to end");
        row("late send", measured.lateness(), "the generator behind its schedule");
    }

    private void row(String name, AbstractHistogram histogram, String meaning) {
        StringBuilder row = new StringBuilder(text("  %-10s", name));
        for (double percentile : PERCENTILES) {
            row.append(text(" %,10.2f", micros(histogram.getValueAtPercentile(percentile))));
        }
        line("%s %,10.2f   %s", row, micros(histogram.getMaxValue()), meaning);
    }

    private void usage() {
        ProcessUsage usage = measured.usage();
        line(
                "%nCPU       %.2f s, %.3f s a million jobs; %.3f of it the generator, which waits by spinning",
                seconds(usage.cpuNanos()), measured.cpuSecondsPerMillion(), measured.generatorCpuSecondsPerMillion());
        line("Switches  %s", switches(usage.switches()));
        line("GC        %d collections, %d ms", usage.collections(), usage.collectionMillis());
    }

    private static String switches(ContextSwitches switches) {
        return switches.known()
                ? text(
                        "%,d context switches: %,d voluntary, %,d not",
                        switches.total(), switches.voluntary(), switches.involuntary())
                : "not available on this system";
    }

    private void flow() {
        Flow flow = measured.flow();
        line(
                "Pool      %,d jobs through lanes, %,d steals of %,d jobs, %,d resizes",
                flow.throughLanes(), flow.steals(), flow.stolenJobs(), flow.resizes());
        line(
                "          %,d chunks of %.1f jobs, %,d batches, %,d parks, %,d wakes",
                flow.chunks(), flow.meanChunk(), flow.batches(), flow.parks(), flow.wakes());
    }

    private void verdict() {
        line("%nSchedule  %s", measured.rate().verdict());
        line("Counts    of all jobs, warm-up included");
        outcome.verdict().problems().forEach(problem -> line("WRONG     %s", problem));
        line("%s", outcome.verdict().line());
    }

    private void line(String format, Object... values) {
        out.println(text(format, values));
    }
}
