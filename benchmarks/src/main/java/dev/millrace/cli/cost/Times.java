package dev.millrace.cli.cost;

import static dev.millrace.tool.Format.text;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and writes times with their unit, {@code 250us}, {@code 1.5 ms}. */
final class Times {
    private static final Pattern TEXT = Pattern.compile("(\\d+(?:\\.\\d+)?) ?(ns|us|ms|s|min)");
    private static final Map<String, Double> UNITS = Map.of("ns", 1e-9, "us", 1e-6, "ms", 1e-3, "s", 1.0, "min", 60.0);
    private static final List<String> SHOWN = List.of("s", "ms", "us", "ns");
    private static final double LEAST = 1e-9;
    private static final double MOST = 3_600;

    private Times() {}

    /** In seconds. */
    static double parse(String option, String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        double seconds = matcher.matches() ? Double.parseDouble(matcher.group(1)) * unit(matcher.group(2)) : 0;
        if (seconds < LEAST || seconds > MOST) {
            throw new IllegalArgumentException(
                    option + " must have a time of 1ns to 60min, such as 250us, 10ms or 2s, was '" + text + "'");
        }
        return seconds;
    }

    /** With three digits and a unit. */
    static String of(double seconds) {
        for (String unit : SHOWN) {
            if (seconds >= unit(unit)) {
                return digits(seconds / unit(unit)) + " " + unit;
            }
        }
        return seconds == 0 ? "0" : digits(seconds / unit("ns")) + " ns";
    }

    private static String digits(double value) {
        return value >= 100 ? text("%,.0f", value) : value >= 10 ? text("%.1f", value) : text("%.2f", value);
    }

    private static double unit(String name) {
        return UNITS.getOrDefault(name, 0.0);
    }
}
