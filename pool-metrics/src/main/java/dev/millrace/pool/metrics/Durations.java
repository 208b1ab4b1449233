package dev.millrace.pool.metrics;

import java.util.Locale;

/** Durations in the unit that reads best, with three digits: no more are known. */
public final class Durations {
    private static final String[] UNITS = {"ns", "us", "ms", "s"};

    private Durations() {}

    /** Such as {@code 12.3 us}. */
    public static String text(double nanos) {
        int unit = 0;
        double value = nanos;
        // 999.6 would be printed as 1000.
        while (value >= 999.5 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, "%." + decimals(value, unit) + "f %s", value, UNITS[unit]);
    }

    private static int decimals(double value, int unit) {
        if (unit == 0 || value >= 99.95) {
            return 0;
        }
        return value >= 9.995 ? 1 : 2;
    }
}
