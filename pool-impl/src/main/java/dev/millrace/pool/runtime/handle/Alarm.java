package dev.millrace.pool.runtime.handle;

import java.util.concurrent.Future;

/** Calls back at a time. */
public interface Alarm {

    /** Runs {@code action}, which must be short, once the time has passed; cancelling the answer takes it back. */
    Future<?> after(long nanos, Runnable action);
}
