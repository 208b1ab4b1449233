package dev.millrace.pool;

/**
 * A {@link FanIn} at one moment.
 *
 * @param width how many jobs may run at once
 * @param buffer how many results may wait
 * @param running jobs that run
 * @param buffered results that wait for the consumer
 * @param heldBack jobs that wait to hand over a result since the buffer is full
 * @param started jobs that were started
 * @param ended jobs that have ended
 * @param taken results that the consumer has
 * @param closed whether no further result will come into the buffer
 */
public record FanInStats(
        int width,
        int buffer,
        int running,
        int buffered,
        int heldBack,
        long started,
        long ended,
        long taken,
        boolean closed) {}
