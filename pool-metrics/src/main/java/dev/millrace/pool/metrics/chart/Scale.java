package dev.millrace.pool.metrics.chart;

import java.util.ArrayList;
import java.util.List;

/**
 * From values to places in a drawing.
 *
 * @param from the value at the begin
 * @param to the value at the end, larger
 * @param start the place of the begin
 * @param end the place of the end
 * @param logarithmic whether equal distances are equal ratios; then {@code from} is above 0
 */
record Scale(double from, double to, double start, double end, boolean logarithmic) {

    /** From zero to a round value at or above the largest. */
    static Scale linear(double largest, double start, double end) {
        double step = step(largest);
        return new Scale(0, Math.max(step, Math.ceil(largest / step - 1e-9) * step), start, end, false);
    }

    /** From a power of ten at or below the smallest to one at or above the largest. */
    static Scale logarithmic(double smallest, double largest, double start, double end) {
        double low = Math.pow(10, Math.floor(Math.log10(Math.max(1, smallest))));
        double high = Math.pow(10, Math.ceil(Math.log10(Math.max(1, largest))));
        return new Scale(low, high > low ? high : low * 10, start, end, true);
    }

    double at(double value) {
        double inside = Math.max(from, Math.min(to, value));
        double share = logarithmic ? Math.log(inside / from) / Math.log(to / from) : (inside - from) / (to - from);
        return start + share * (end - start);
    }

    /** Round values, for lines and labels. */
    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        if (logarithmic) {
            for (double tick = from; tick <= to * 1.001; tick *= 10) {
                ticks.add(tick);
            }
        } else {
            double step = step(to);
            for (int i = 0; i * step <= to * 1.001; i++) {
                ticks.add(i * step);
            }
        }
        return ticks;
    }

    /** A round step that fits about four times; whole, since counts are not divided. */
    private static double step(double largest) {
        double rough = Math.max(1, largest / 4);
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        for (double factor : new double[] {1, 2, 2.5, 5}) {
            if (factor * power >= rough && factor * power == Math.rint(factor * power)) {
                return factor * power;
            }
        }
        return 10 * power;
    }
}
