package dev.millrace.cli.cost;

import static dev.millrace.tool.Format.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is asked of a queue: a share of the jobs within a time.
 *
 * @param share of the jobs, 0.5 to 0.9999
 * @param total whether from the submit to the end, else to the start
 * @param seconds above 0
 */
record Goal(double share, boolean total, double seconds) {
    private static final Pattern TEXT = Pattern.compile("p(\\d{2}(?:\\.\\d{1,2})?) +(wait|total) *< *(.+)");
    private static final String RULE =
            "--slo must be 'p50..p99.99 wait|total < DURATION', such as 'p99 wait < 10ms', was '";

    /** Reads {@code p99 wait < 10ms}. */
    static Goal parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(RULE + text + "'");
        }
        double share = Math.round(Double.parseDouble(matcher.group(1)) * 100) / 1e4;
        if (share < 0.5) {
            throw new IllegalArgumentException(RULE + text + "'");
        }
        return new Goal(share, matcher.group(2).equals("total"), Times.parse("--slo", matcher.group(3)));
    }

    /** What a queue has of it. */
    double reached(Queue queue) {
        return total ? queue.total(share) : queue.wait(share);
    }

    boolean isMet(Queue queue) {
        return reached(queue) < seconds;
    }

    @Override
    public String toString() {
        return text("p%s %s < %s", percent(), total ? "total" : "wait", Times.of(seconds));
    }

    /** Without the zeros at its end. */
    String percent() {
        return text("%.2f", share * 100).replaceAll("\\.?0+$", "");
    }
}
