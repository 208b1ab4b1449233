package dev.millrace.pool.runtime.explain;

import java.util.Locale;

/** The text as it grows, line by line. Confined to one thread. */
final class Lines {
    private final StringBuilder text = new StringBuilder(1024);

    void add(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
