package dev.millrace.pool.runtime.worker;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.Thread.UncaughtExceptionHandler;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where exceptions go: those of jobs to the pool's uncaught handler, those of the pool's own parts and of the handler itself to the log. Never throws. Thread-safe.
 */
public final class Failures {
    private static final Logger LOG = System.getLogger("dev.millrace.pool");

    private final String pool;
    private final @Nullable UncaughtExceptionHandler handler;
    /** Failures beyond it are counted by the pool, but not told. */
    private final LogLimit failures = new LogLimit();
    /** Of its own: a storm of failures does not silence it. */
    private final LogLimit news = new LogLimit();

    /** @param handler the user's, or null to log failures of jobs, at most ten a second */
    public Failures(String pool, @Nullable UncaughtExceptionHandler handler) {
        this.pool = pool;
        this.handler = handler;
    }

    /** A job has thrown. */
    public void ofJob(Throwable failure) {
        try {
            if (handler != null) {
                handler.uncaughtException(Thread.currentThread(), failure);
            } else if (failures.allows()) {
                LOG.log(Level.WARNING, () -> "pool '" + pool + "': a job failed", failure);
            }
        } catch (Throwable worse) {
            ofPart("the uncaught handler", worse);
        }
    }

    /** A part of the pool, or something that the user gave it, has thrown. */
    public void ofPart(String part, Throwable failure) {
        try {
            if (failures.allows()) {
                LOG.log(Level.WARNING, () -> "pool '" + pool + "': " + part + " failed", failure);
            }
        } catch (Throwable ignored) {
            // A logger that fails has nobody left to tell.
        }
    }

    /** Something that a user should know. */
    public void warn(Supplier<String> text) {
        log(Level.WARNING, text);
    }

    /** The same of this pool by name, at most ten a second; whether it was logged. */
    public boolean tell(Supplier<String> text) {
        if (!news.allows()) {
            return false;
        }
        log(Level.WARNING, () -> "pool '" + pool + "': " + text.get());
        return true;
    }

    /** Something that explains a figure to whoever looks closely. */
    public void note(Supplier<String> text) {
        log(Level.DEBUG, text);
    }

    private static void log(Level level, Supplier<String> text) {
        try {
            LOG.log(level, text);
        } catch (Throwable ignored) {
            // A logger that fails has nobody left to tell.
        }
    }
}
