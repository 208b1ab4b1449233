package dev.millrace.bench.table;

import static dev.millrace.tool.Format.text;

import dev.millrace.bench.table.Bound.Check;
import dev.millrace.bench.table.Bound.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Whether the goals of a scenario were met, in words. */
public final class Verdict {
    private Verdict() {}

    /** Two lines: the gate, which is what "state of the art" takes, and the moonshot. */
    public static List<String> of(String scenario, Results results) {
        return List.of(
                line(scenario, "gate", Goals.gate(scenario), results),
                line(scenario, "moonshot", Goals.moonshot(scenario), results));
    }

    private static String line(String scenario, String kind, List<Bound> bounds, Results results) {
        List<Outcome> outcomes = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (Bound bound : bounds) {
            Check check = bound.check(scenario, results);
            outcomes.add(check.outcome());
            texts.add((check.outcome() == Outcome.MET ? "" : check.outcome() + ": ") + check.text());
        }
        return text(
                "%-4s %-8s %s",
                scenario, kind, bounds.isEmpty() ? "none" : word(outcomes) + "  " + String.join("; ", texts));
    }

    private static String word(List<Outcome> outcomes) {
        return outcomes.contains(Outcome.MISSED)
                ? Outcome.MISSED.name()
                : Collections.max(outcomes).name();
    }
}
