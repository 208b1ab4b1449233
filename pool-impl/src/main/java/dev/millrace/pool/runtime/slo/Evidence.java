package dev.millrace.pool.runtime.slo;

import dev.millrace.pool.Series;

/** The pool as its objectives see it. Read by the watch from time to time; no job waits for an answer. */
public interface Evidence {

    /** Jobs that have ended, ever; bad ones are those that failed, expired or were dropped. */
    Counts jobs();

    /** Jobs that were recorded, ever; bad ones are those that took longer. */
    Counts latency(Series series, long limitNanos);

    /** Jobs that are accepted and have not started. */
    int depth();

    /** The most that there can be. */
    int capacity();

    /** Workers at their place. */
    int workers();

    /** How long a job runs; 0 if that is not known. */
    long meanRunNanos();
}
