package dev.millrace.tool;

import java.util.logging.Level;
import java.util.logging.Logger;

/** While it is open, pools log nothing: for runs in which jobs fail, or keys are hot, on purpose. One at a time. */
public final class QuietPools implements AutoCloseable {
    /** Held, since the log manager does not hold it. */
    private static final Logger LOG = Logger.getLogger("dev.millrace.pool");

    private final Level before = LOG.getLevel();

    /** From now on. */
    public QuietPools() {
        LOG.setLevel(Level.OFF);
    }

    @Override
    public void close() {
        LOG.setLevel(before);
    }
}
