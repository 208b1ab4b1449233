package dev.millrace.pool.metrics.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A scrape in Prometheus' text format, read as its specification says. Whatever does not fit it is an error.
 *
 * @param types by family
 * @param helps by family
 * @param samples in their order
 */
public record Scrape(Map<String, String> types, Map<String, String> helps, List<Sample> samples) {
    private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (counter|gauge|histogram|summary|untyped)");
    private static final Pattern HELP = Pattern.compile("# HELP (\\S+) (.+)");
    private static final Pattern SAMPLE =
            Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)\\})? ([-+]?(?:Inf|NaN|[0-9.]+(?:E[-+]?[0-9]+)?))");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\",?");

    /** One value of one time series. */
    public record Sample(String name, Map<String, String> labels, double value) {
        /** The series in Prometheus' own words. */
        public String series() {
            return labels.entrySet().stream()
                    .map(label -> label.getKey() + "=\"" + label.getValue() + '"')
                    .collect(Collectors.joining(",", name + "{", "}"));
        }
    }

    /** Reads a scrape. */
    public static Scrape of(String text) {
        Map<String, String> types = new LinkedHashMap<>();
        Map<String, String> helps = new LinkedHashMap<>();
        List<Sample> samples = new ArrayList<>();
        for (String line : text.lines().toList()) {
            Matcher type = TYPE.matcher(line);
            Matcher help = HELP.matcher(line);
            Matcher sample = SAMPLE.matcher(line);
            if (type.matches()) {
                assertThat(types.put(type.group(1), type.group(2)))
                        .as("one type of %s", type.group(1))
                        .isNull();
            } else if (help.matches()) {
                assertThat(helps.put(help.group(1), help.group(2)))
                        .as("one help of %s", help.group(1))
                        .isNull();
            } else {
                assertThat(sample.matches()).as("a sample: %s", line).isTrue();
                samples.add(new Sample(sample.group(1), labels(sample.group(2)), number(sample.group(3))));
            }
        }
        assertThat(samples.stream().map(Sample::series)).as("series").doesNotHaveDuplicates();
        return new Scrape(types, helps, samples);
    }

    private static Map<String, String> labels(String text) {
        Map<String, String> labels = new TreeMap<>();
        Matcher label = LABEL.matcher(text == null ? "" : text);
        int end = 0;
        while (label.find() && label.start() == end) {
            labels.put(label.group(1), label.group(2));
            end = label.end();
        }
        assertThat(end).as("labels end: %s", text).isEqualTo(text == null ? 0 : text.length());
        return labels;
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    /** The names that queries may use. */
    public Set<String> names() {
        return samples.stream().map(Sample::name).collect(Collectors.toSet());
    }

    /** All samples of a name that have these labels, among others. */
    public List<Sample> all(String name, String... labels) {
        return samples.stream()
                .filter(sample -> sample.name().equals(name) && has(sample, labels))
                .toList();
    }

    private static boolean has(Sample sample, String... labels) {
        for (int i = 0; i < labels.length; i += 2) {
            if (!labels[i + 1].equals(sample.labels().get(labels[i]))) {
                return false;
            }
        }
        return true;
    }

    /** The value of the one sample of a name that has these labels, among others. */
    public double value(String name, String... labels) {
        List<Sample> found = all(name, labels);
        assertThat(found).as("%s%s", name, List.of(labels)).hasSize(1);
        return found.get(0).value();
    }
}
