package dev.millrace.pool.runtime.explain;

import java.util.regex.Pattern;

/** What to call a key or a job: its own text, which is the user's, so whatever it does must not spoil a report. */
public final class Names {
    private static final int LONGEST = 64;
    private static final int LONGEST_LINE = 256;
    /** What could forge a line of a log, or hide in one. */
    private static final Pattern UNSAFE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

    private Names() {}

    /** The text, quoted, short, and on one line. */
    public static String of(Object key) {
        try {
            return "'" + line(String.valueOf(key), LONGEST) + "'";
        } catch (RuntimeException | StackOverflowError failure) {
            return "a " + key.getClass().getName();
        }
    }

    /** A text that may be anybody's, on one line and not too long for it. */
    public static String line(String text) {
        return line(text, LONGEST_LINE);
    }

    private static String line(String text, int longest) {
        String cut = text.length() <= longest ? text : text.substring(0, longest) + "...";
        return UNSAFE.matcher(cut).replaceAll("?");
    }
}
