package dev.millrace.bench.table;

import dev.millrace.bench.Samples;
import dev.millrace.bench.match.Line;
import dev.millrace.bench.match.Metric;
import dev.millrace.bench.match.Role;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** Rounds, by who played them. */
public record Results(List<Line> lines) {

    /** Those of one cell. */
    Results of(String scenario, String cell) {
        return where(line -> line.scenario().equals(scenario) && line.cell().equals(cell));
    }

    /** Those of one contender. */
    Results of(String contender) {
        return where(line -> line.contender().equals(contender));
    }

    private Results where(Predicate<Line> predicate) {
        return new Results(lines.stream().filter(predicate).toList());
    }

    /** Why somebody did not do what it was asked to, if so. */
    public List<Line> failures() {
        return lines.stream().filter(line -> !line.isVerified()).toList();
    }

    /** Whether there is a round, and all did what they were asked to. */
    boolean areVerified() {
        return !lines.isEmpty() && failures().isEmpty();
    }

    /** Who is in it, in the order of appearance in the table: ours first, then by score. */
    List<String> contenders(Metric metric) {
        return lines.stream()
                .sorted(Comparator.comparing(Line::role))
                .map(Line::contender)
                .distinct()
                .sorted(Comparator.comparing((String name) -> role(name))
                        .thenComparingDouble(name -> rank(name, metric)))
                .toList();
    }

    /** As what a contender takes part. */
    Role role(String contender) {
        return of(contender).lines.get(0).role();
    }

    private double rank(String contender, Metric metric) {
        double median = of(contender).samples(metric).median();
        return Double.isNaN(median) ? Double.MAX_VALUE : metric.more() ? -median : median;
    }

    /** The verified rounds' scores. */
    Samples samples(Metric metric) {
        return samples(line -> line.score(metric));
    }

    /** The verified rounds' figures, those that are known. */
    Samples samples(ToDoubleFunction<Line> figure) {
        return Samples.of(
                lines.stream().filter(Line::isVerified).mapToDouble(figure).filter(value -> !Double.isNaN(value)));
    }

    /** Who of a role has the best median among those that never failed. */
    Optional<String> best(Role role, Metric metric) {
        return contenders(metric).stream()
                .filter(name -> role(name) == role)
                .filter(name -> of(name).areVerified())
                .filter(name -> of(name).samples(metric).sorted().length > 0)
                .findFirst();
    }
}
