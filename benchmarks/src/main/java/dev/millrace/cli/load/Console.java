package dev.millrace.cli.load;

import java.io.PrintStream;

/**
 * Where a run prints.
 *
 * @param out gets the text
 * @param terminal whether a line can be written over
 */
record Console(PrintStream out, boolean terminal) {
    /** Set by the launcher, whose shell can tell; the JDK tells only about both ends together, or not at all. */
    private static final String TERMINAL = "millrace.terminal";

    static Console ofProcess() {
        return new Console(System.out, Boolean.getBoolean(TERMINAL));
    }
}
