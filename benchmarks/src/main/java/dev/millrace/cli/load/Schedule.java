package dev.millrace.cli.load;

import java.util.concurrent.TimeUnit;

/**
 * When each job is meant to be sent: fixed before the first of them, whatever becomes of the others.
 *
 * @param startNanos intended time of the first job, as {@link System#nanoTime} tells it
 * @param first number of the first job
 * @param end number after the last job
 * @param nanosPerJob time from one to the next
 */
record Schedule(long startNanos, int first, int end, double nanosPerJob) {
    private static final long HEAD_START_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Begins in a moment, so that the first job is not late already. */
    static Schedule startingSoon(int first, int end, int rate) {
        return new Schedule(System.nanoTime() + HEAD_START_NANOS, first, end, 1e9 / rate);
    }

    /** When the job was meant to be sent. */
    long intendedNanos(int job) {
        return startNanos + (long) ((job - first) * nanosPerJob);
    }

    /** Whether so much time has passed since its end that the sending should be given up. */
    boolean isOver(long nowNanos) {
        return nowNanos - intendedNanos(end) > GRACE_NANOS;
    }
}
