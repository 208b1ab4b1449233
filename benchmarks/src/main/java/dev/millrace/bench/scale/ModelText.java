package dev.millrace.bench.scale;

import static dev.millrace.tool.Format.text;

import dev.millrace.bench.Way;
import java.io.PrintWriter;
import java.util.List;

/** Measures the hops, and prints what the model makes of them. */
final class ModelText {
    private static final List<Integer> PROCESSORS = List.of(8, 32, 128);
    private static final List<Integer> JOB_NANOS = List.of(0, 1_000, 10_000, 100_000);
    private static final int PROCESSORS_A_PRODUCER = 8;

    private final PrintWriter out;
    private final int rounds;
    private final long roundNanos;

    ModelText(PrintWriter out, int rounds, long roundNanos) {
        this.out = out;
        this.rounds = rounds;
        this.roundNanos = roundNanos;
    }

    void print() throws InterruptedException {
        out.println(text(
                "%nA MODEL of machines that are not here, from hops that were measured here; see docs/scenarios.md."));
        Model singles = calibrated(Way.SINGLES, "single jobs");
        check(singles);
        table(singles, "single jobs, one submitter", false);
        table(singles, "single jobs, a submitter for each 8 processors", true);
        table(
                calibrated(Way.BATCHES, "batches of " + Hops.TOGETHER),
                "batches of " + Hops.TOGETHER + ", one submitter",
                false);
    }

    private Model calibrated(Way way, String what) throws InterruptedException {
        Hops hops = Hops.measured(way, rounds, roundNanos);
        out.println(text(
                "%n%s: submit %.1f ns, %.1f more where two meet, worker %.1f ns, of which passing on is a part",
                what, hops.submit(), hops.meet(), hops.work()));
        return new Model(hops);
    }

    private void check(Model model) throws InterruptedException {
        int processors = Runtime.getRuntime().availableProcessors();
        Point here = new Probe(rounds, roundNanos).measure(Axis.WORKERS, 2);
        out.println(text(
                "held against this machine (%d processors, 2 workers, 1 submitter): the model says %.1f M/s, measured are %.1f",
                processors, model.perSecondShared(processors) / 1e6, 1e3 / here.nanosPerJob()));
    }

    private void table(Model model, String title, boolean several) {
        out.println(text("%n%s%n%10s %10s %10s %8s  %s", title, "processors", "job ns", "M jobs/s", "busy", "limit"));
        for (int processors : PROCESSORS) {
            int producers = several ? Math.max(2, processors / PROCESSORS_A_PRODUCER) : 1;
            for (int nanos : JOB_NANOS) {
                Model.Forecast forecast = model.at(processors, producers, nanos);
                out.println(text(
                        "%10d %,10d %10.2f %7.0f%%  %s",
                        processors, nanos, forecast.perSecond() / 1e6, 100 * forecast.busy(), forecast.limit()));
            }
            out.println(text(
                    "%10s jobs of %.1f us keep nine tenths of the workers busy",
                    "", model.leastJobNanos(processors, producers) / 1e3));
        }
    }
}
