package dev.millrace.cli.load;

import static dev.millrace.tool.Format.micros;
import static dev.millrace.tool.Format.seconds;
import static dev.millrace.tool.Format.text;

import dev.millrace.pool.PoolStats;
import java.io.PrintStream;
import java.util.function.Consumer;

/** Shows how a run goes: one line that changes on a terminal, a line a second elsewhere. */
final class Progress implements Consumer<Interval>, AutoCloseable {
    private final PrintStream out;
    private final boolean terminal;
    private final String phase;
    private int shownLength;

    Progress(PrintStream out, boolean terminal, String phase) {
        this.out = out;
        this.terminal = terminal;
        this.phase = phase;
    }

    @Override
    public void accept(Interval interval) {
        show(line(interval));
    }

    private String line(Interval interval) {
        PoolStats stats = interval.stats();
        return text(
                "%s %4.1f s  %,9.0f jobs/s  depth %,d  workers %d  p50 %,.1f us  p99 %,.1f us",
                phase,
                seconds(interval.runNanos()),
                interval.jobsPerSecond(),
                stats.depth().total(),
                stats.workers().live(),
                micros(interval.latencies().response().getValueAtPercentile(50)),
                micros(interval.latencies().response().getValueAtPercentile(99)));
    }

    private void show(String line) {
        if (terminal) {
            out.print("\r" + line + " ".repeat(Math.max(0, shownLength - line.length())));
            shownLength = line.length();
        } else {
            out.println(line);
        }
        out.flush();
    }

    /** Leaves the last line standing. */
    @Override
    public void close() {
        if (shownLength > 0) {
            out.println();
        }
    }
}
