package dev.millrace.pool.metrics.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * What two scrapes of real pools would make Prometheus do if it went on like that: gauges stay where the second scrape
 * saw them, counters grow every half minute by what they grew between the two.
 */
public final class Replay {
    private static final int STEPS = 80;
    private static final String END = "40m";

    private final Path rules;
    private final Promtool promtool;

    /** A replay against a file of rules. */
    public Replay(Promtool promtool, Path rules) {
        this.promtool = promtool;
        this.rules = rules.toAbsolutePath();
    }

    /** Asserts that exactly these alerts fire for a pool, and none for others. */
    public void assertFiring(Scrape before, Scrape after, String pool, String... alerts) throws IOException {
        StringBuilder text = head(before, after)
                .append("      - expr: count by (alertname, pool) (ALERTS{alertstate=\"firing\"})\n")
                .append("        eval_time: " + END + "\n")
                .append("        exp_samples:" + (alerts.length == 0 ? " []\n" : "\n"));
        for (String alert : new TreeSet<>(List.of(alerts))) {
            text.append("          - labels: '{alertname=\"" + alert + "\",pool=\"" + pool + "\"}'\n")
                    .append("            value: 1\n");
        }
        assertRight(text.toString());
    }

    /** Asserts that each query gives something. */
    public void assertAnswered(Scrape before, Scrape after, Collection<String> queries) throws IOException {
        StringBuilder text = head(before, after);
        for (String query : queries) {
            text.append("      - expr: 'count(" + query + ") > bool 0'\n")
                    .append("        eval_time: " + END + "\n")
                    .append("        exp_samples: [{labels: '{}', value: 1}]\n");
        }
        assertRight(text.toString());
    }

    private void assertRight(String test) throws IOException {
        Path file = Files.createTempFile("replay", ".yml");
        try {
            Files.writeString(file, test);
            Promtool.Answer answer = promtool.testRules(file);
            assertThat(answer.exit()).as("%s%n%s", answer.text(), test).isZero();
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private StringBuilder head(Scrape before, Scrape after) {
        StringBuilder text = new StringBuilder("rule_files: ['" + rules + "']\nevaluation_interval: 30s\ntests:\n"
                + "  - interval: 30s\n    input_series:\n");
        for (Scrape.Sample sample : after.samples()) {
            text.append("      - series: '").append(sample.series()).append("'\n        values: '");
            text.append(values(before, after, sample)).append("'\n");
        }
        return text.append("    promql_expr_test:\n");
    }

    private static String values(Scrape before, Scrape after, Scrape.Sample sample) {
        if (!counts(after, sample.name())) {
            return number(sample.value()) + 'x' + STEPS;
        }
        double begin = before.samples().stream()
                .filter(earlier -> earlier.series().equals(sample.series()))
                .mapToDouble(Scrape.Sample::value)
                .findFirst()
                .orElse(0);
        assertThat(sample.value()).as(sample.series()).isGreaterThanOrEqualTo(begin);
        return number(begin) + '+' + number(sample.value() - begin) + 'x' + STEPS;
    }

    private static boolean counts(Scrape scrape, String name) {
        String family = name.replaceAll("_(bucket|count|sum)$", "");
        String type = scrape.types().getOrDefault(name, scrape.types().getOrDefault(family, ""));
        assertThat(type).as("type of %s", name).isNotEmpty();
        return !type.equals("gauge");
    }

    private static String number(double value) {
        return Double.isFinite(value) ? new BigDecimal(value).toPlainString() : Double.toString(value);
    }
}
