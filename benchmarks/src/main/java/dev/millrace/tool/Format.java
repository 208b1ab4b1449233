package dev.millrace.tool;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Text that is the same in every country. */
public final class Format {
    private Format() {}

    /** {@link String#format} in the language of the root. */
    public static String text(String format, @Nullable Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    /** The lines, each on its own. */
    public static String lines(String... lines) {
        return String.join(System.lineSeparator(), lines);
    }

    /** For display. */
    public static double micros(long nanos) {
        return nanos / 1e3;
    }

    /** For display. */
    public static double seconds(long nanos) {
        return nanos / 1e9;
    }
}
