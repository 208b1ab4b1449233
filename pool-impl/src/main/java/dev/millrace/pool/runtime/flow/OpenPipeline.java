package dev.millrace.pool.runtime.flow;

import dev.millrace.pool.FanInStats;
import dev.millrace.pool.Pipeline;
import dev.millrace.pool.StageStats;
import java.util.List;
import java.util.Locale;

/** A pipeline as its consumer sees it. */
final class OpenPipeline<T> extends OpenFanIn<T> implements Pipeline<T> {
    private static final String ROW = "%-24s %6s %7s %8s %9s %9s %10s %10s %8s %12s%n";

    private final Piping course;

    OpenPipeline(Piping course) {
        super(course);
        this.course = course;
    }

    @Override
    public List<StageStats> stages() {
        return course.stageStats();
    }

    @Override
    public FanInStats stats() {
        List<StageStats> stages = stages();
        FanInStats last = super.stats();
        long started = stages.stream().mapToLong(StageStats::started).sum();
        int running = stages.stream().mapToInt(StageStats::running).sum();
        int held = stages.stream().mapToInt(StageStats::heldBack).sum();
        return new FanInStats(
                stages.stream().mapToInt(StageStats::width).sum(),
                last.buffer(),
                running,
                last.buffered(),
                held,
                started,
                Math.max(0, started - running),
                last.taken(),
                last.closed());
    }

    @Override
    public String explain() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                ROW,
                "stage",
                "width",
                "buffer",
                "waiting",
                "running",
                "held back",
                "started",
                "passed",
                "failed",
                "ran ms"));
        for (StageStats stage : stages()) {
            text.append(String.format(
                    Locale.ROOT,
                    ROW,
                    stage.name(),
                    stage.width(),
                    stage.buffer() == 0 ? "source" : stage.buffer(),
                    stage.buffered(),
                    stage.running(),
                    stage.heldBack(),
                    stage.started(),
                    stage.passed(),
                    stage.failed(),
                    String.format(Locale.ROOT, "%,.1f", stage.run().toNanos() / 1e6)));
        }
        FanInStats now = stats();
        text.append(String.format(
                Locale.ROOT,
                "consumer: %,d of %d results wait, %,d taken%s%n",
                now.buffered(),
                now.buffer(),
                now.taken(),
                isDone() ? "; it has ended" : ""));
        return text.toString();
    }
}
