package dev.millrace.examples.tool;

import static dev.millrace.examples.tool.Text.text;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** Prints what happens when it happens. Thread-safe: lines of several threads stay whole, and those with a time come in its order. */
public final class Output {
    private final PrintWriter out;
    private long begin = System.nanoTime(); // guarded by this

    /** Time counts from now. */
    public Output(PrintWriter out) {
        this.out = out;
    }

    /** Time counts from now. */
    public synchronized void restart() {
        begin = System.nanoTime();
    }

    /** A line, in the language of the root. */
    public synchronized void line(String format, @Nullable Object... values) {
        out.println(text(format, values));
        out.flush();
    }

    /** A line that begins with the seconds since the beginning. */
    public synchronized void now(String format, @Nullable Object... values) {
        line("%6.2f s  %s", (System.nanoTime() - begin) / 1e9, text(format, values));
    }
}
