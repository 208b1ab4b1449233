package dev.millrace.examples.health;

import static dev.millrace.examples.tool.Text.millis;
import static dev.millrace.examples.tool.Text.text;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import dev.millrace.examples.tool.Output;
import dev.millrace.pool.Efficiency;
import dev.millrace.pool.FanResult;
import dev.millrace.pool.FanResults;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Prints who is not up, and for each round the states and the time beside that of checking one after the other. */
final class HealthReport {
    private final Output out;

    HealthReport(Output out) {
        this.out = out;
    }

    void table(List<FanResults<Endpoint, Integer>> rounds) {
        out.line("Endpoints that were not up all the time, with state and ms:");
        for (int i = 0; !rounds.isEmpty() && i < rounds.get(0).size(); i++) {
            int index = i;
            List<FanResult<Endpoint, Integer>> row =
                    rounds.stream().map(round -> round.get(index)).toList();
            if (row.stream().anyMatch(check -> State.of(check) != State.UP)) {
                out.line(
                        "  %-13s %s",
                        row.get(0).input().name(),
                        row.stream().map(HealthReport::cell).collect(joining("  ")));
            }
        }
    }

    private static String cell(FanResult<Endpoint, Integer> check) {
        return text(
                "%-12s %6.1f",
                State.of(check), millis(check.outcome().trace().ran().toNanos()));
    }

    void summary(int number, FanResults<Endpoint, Integer> round) {
        Map<State, Long> states = round.stream().collect(groupingBy(State::of, TreeMap::new, counting()));
        Efficiency used = round.efficiency();
        out.line(
                "round %d  %7.1f ms, one by one %8.1f ms: %.1fx  %s",
                number, nanos(used.wall()), nanos(used.ran()), used.speedUp(), states);
    }

    private static double nanos(Duration time) {
        return millis(time.toNanos());
    }
}
