package dev.millrace.pool.runtime.control;

/** What the controller reads of the pool. All totals only grow. */
public interface Gauges {

    /** Jobs accepted and not started. */
    int depth();

    /** How many of them there may be. */
    int capacity();

    /** Workers running a job. */
    int busy();

    /** Total of jobs accepted. */
    long accepted();

    /** Total of jobs ended. */
    long ended();

    /** Total of jobs that were timed. */
    long timedJobs();

    /** Total of their run time. */
    long timedNanos();

    /** Processor time that the process has used so far, by all of its threads; 0 where that is not known. Asked for a few times a second. */
    default long processorNanos() {
        return 0;
    }
}
