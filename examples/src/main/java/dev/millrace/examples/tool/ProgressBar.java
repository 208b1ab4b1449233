package dev.millrace.examples.tool;

import static dev.millrace.examples.tool.Text.text;

import java.io.PrintWriter;

/** A line on a terminal that is written over as the work goes on; elsewhere nothing. For one thread. */
public final class ProgressBar implements AutoCloseable {
    /** Set by the launcher, whose shell can tell. */
    private static final String TERMINAL = "millrace.terminal";

    private static final int WIDTH = 40;

    private final PrintWriter out;
    private final String what;
    private final int all;
    private final boolean terminal = Boolean.getBoolean(TERMINAL);
    private int done;
    private int shownPercent = -1;

    /**
     * At nothing of the whole.
     *
     * @param what is counted, such as {@code files}
     * @param all how many steps there are
     */
    public ProgressBar(PrintWriter out, String what, int all) {
        this.out = out;
        this.what = what;
        this.all = all;
    }

    /** One more is done. */
    public void step() {
        done++;
        int percent = (int) (100L * done / Math.max(1, all));
        if (terminal && percent != shownPercent) {
            shownPercent = percent;
            int full = WIDTH * percent / 100;
            out.print(text(
                    "\r[%s%s] %3d %%  %,d of %,d %s",
                    "#".repeat(full), "-".repeat(WIDTH - full), percent, done, all, what));
            out.flush();
        }
    }

    /** Wipes the line. */
    @Override
    public void close() {
        if (shownPercent >= 0) {
            out.print("\r\u001b[K");
            out.flush();
        }
    }
}
