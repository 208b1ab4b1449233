package dev.millrace.pool.runtime.explain;

import java.util.regex.Pattern;

/** What to call a key or a job: its own text, which is the user's, so whatever it does must not spoil a report. */
public final class Names {
    private static final int LONGEST = 64;
    /** What could forge a line of a log, or hide in one. */
    private static final Pattern UNSAFE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

    private Names() {}

    /** What a failure says of itself; its class, if that fails as well. */
    public static String ofFailure(Throwable failure) {
        try {
            return failure.toString();
        } catch (Throwable worse) {
            return failure.getClass().getName();
        }
    }

    /** The text, quoted, short, and on one line. */
    public static String of(Object key) {
        try {
            String text = String.valueOf(key);
            String cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
            return "'" + UNSAFE.matcher(cut).replaceAll("?") + "'";
        } catch (RuntimeException | StackOverflowError failure) {
            return "a " + key.getClass().getName();
        }
    }
}
