package dev.millrace.pool;

import java.time.Duration;

/**
 * One worker at one moment.
 *
 * @param number its place, from 0; that of a worker that has left is taken by a later one
 * @param thread name of its thread
 * @param activity what it does
 * @param lane elements in its lane
 * @param held jobs that it took for itself and has not started, those of its batch included
 * @param started jobs that were started at this place
 * @param runningFor how long its job has run at least, as far as anybody has looked; zero if it runs none, or it is new
 */
public record WorkerSnapshot(
        int number, String thread, Activity activity, int lane, int held, long started, Duration runningFor) {

    /** What a worker does. */
    public enum Activity {
        /** Runs a job. */
        RUNNING,
        /** Runs a job that waits for another one of a pool. */
        WAITING,
        /** Runs a job that is stuck. */
        STUCK,
        /** Looks for work. */
        SEARCHING,
        /** Parked. */
        SLEEPING
    }

    /** Whether it runs a job. */
    public boolean isBusy() {
        return activity == Activity.RUNNING || activity == Activity.WAITING || activity == Activity.STUCK;
    }
}
