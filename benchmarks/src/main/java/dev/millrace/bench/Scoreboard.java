package dev.millrace.bench;

import static dev.millrace.tool.Format.text;

import java.io.PrintStream;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Prints medians, spread and ratios of raw scores. */
record Scoreboard(List<Score> scores) {

    void print(PrintStream out) {
        scores.stream().map(Score::scenario).distinct().sorted().forEach(scenario -> print(scenario, out));
    }

    private void print(String scenario, PrintStream out) {
        out.println(text(
                "%n%-20s %8s %17s %10s %12s   %s",
                scenario, "M jobs/s", "middle 80 %", "CPU ns/job", "switches/1000", "millrace is"));
        scores.stream()
                .map(score -> Peer.valueOf(score.peer()))
                .distinct()
                .sorted()
                .forEach(peer -> out.println(row(scenario, peer.name())));
    }

    private String row(String scenario, String peer) {
        Samples rate = samples(scenario, peer, Score::millionJobsPerSecond);
        return text(
                "%-20s %8.2f %8.2f-%8.2f %10.0f %12.2f   %s",
                peer,
                rate.median(),
                rate.quantile(0.1),
                rate.quantile(0.9),
                samples(scenario, peer, Score::cpuNanosPerJob).median(),
                samples(scenario, peer, Score::switchesPerThousandJobs).median(),
                peer.equals(Peer.MILLRACE.name()) ? "" : ratio(scenario, rate));
    }

    private String ratio(String scenario, Samples peer) {
        Samples ours = samples(scenario, Peer.MILLRACE.name(), Score::millionJobsPerSecond);
        if (ours.sorted().length == 0 || peer.sorted().length == 0) {
            return "";
        }
        Samples.Ratio ratio = ours.to(peer);
        return text("%.2f x [%.2f, %.2f]", ratio.middle(), ratio.low(), ratio.high());
    }

    private Samples samples(String scenario, String peer, ToDoubleFunction<Score> figure) {
        return Samples.of(scores.stream()
                .filter(score ->
                        score.scenario().equals(scenario) && score.peer().equals(peer))
                .mapToDouble(figure));
    }
}
