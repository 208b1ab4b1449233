package dev.millrace.pool.runtime.jfr;

/** What is looked at from time to time while a recording wants to know. */
interface Look {

    /** Looks; by a thread of Flight Recorder, one look after the other. */
    void look(long nowNanos);
}
