package dev.millrace.bench.table;

import dev.millrace.bench.match.Line;
import dev.millrace.bench.match.Metric;
import dev.millrace.bench.match.Role;
import dev.millrace.bench.match.Use;
import dev.millrace.tool.ContextSwitches;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Rounds as a test wants them. */
final class Lines {
    private Lines() {}

    static List<Line> of(String scenario, String cell, String contender, Role role, Metric metric, double... scores) {
        List<Line> lines = new ArrayList<>();
        for (double score : scores) {
            lines.add(line(scenario, cell, contender, role, Map.of(metric.name(), score), null));
        }
        return lines;
    }

    static Line failed(String scenario, String cell, String contender, Role role, String reason) {
        return line(scenario, cell, contender, role, Map.of(), reason);
    }

    private static Line line(
            String scenario, String cell, String contender, Role role, Map<String, Double> scores, String failure) {
        Use use = new Use(2_000_000, new ContextSwitches(10, 20), 48_000);
        return new Line(scenario, cell, contender, role, 1, 1, 1_000, 1_000_000, use, scores, failure);
    }
}
