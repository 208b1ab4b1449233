package dev.millrace.pool.runtime.explain;

import java.time.Duration;
import java.util.Locale;

/** A time as people say it, with about two digits that count: 250 us, 1.5 ms, 30 ms, 2.5 s. */
public final class Times {
    private static final String[] UNITS = {"ns", "us", "ms", "s"};
    private static final double THOUSAND = 1e3;

    private Times() {}

    /** A number of nanoseconds. */
    public static String inWords(long nanos) {
        double value = nanos;
        int unit = 0;
        while (unit < UNITS.length - 1 && Math.abs(value) >= THOUSAND) {
            value /= THOUSAND;
            unit++;
        }
        // Cut, not rounded: what is 999.9 ms must not read as 1000 ms.
        double cut = Math.abs(value) < 10 || unit == UNITS.length - 1 ? (long) (value * 10) / 10.0 : (long) value;
        return (cut == Math.rint(cut) ? Long.toString((long) cut) : String.format(Locale.ROOT, "%.1f", cut)) + " "
                + UNITS[unit];
    }

    /** A duration, however long. */
    public static String inWords(Duration time) {
        return time.compareTo(Duration.ofNanos(Long.MAX_VALUE)) < 0 ? inWords(time.toNanos()) : time.toSeconds() + " s";
    }
}
