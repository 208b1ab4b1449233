package dev.millrace.pool.runtime.jfr;

/** What a pool has stolen so far, in totals that only grow. */
public interface StealGauge {

    /** Looks that were answered with work. */
    long steals();

    /** Looks at a neighbour that had something. */
    long stealAttempts();

    /** Jobs or elements that they brought. */
    long stolenJobs();
}
