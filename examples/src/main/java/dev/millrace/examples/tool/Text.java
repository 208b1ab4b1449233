package dev.millrace.examples.tool;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Text that is the same in every country. */
public final class Text {
    private Text() {}

    /** {@link String#format} in the language of the root. */
    public static String text(String format, @Nullable Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    /** For display. */
    public static double millis(long nanos) {
        return nanos / 1e6;
    }
}
