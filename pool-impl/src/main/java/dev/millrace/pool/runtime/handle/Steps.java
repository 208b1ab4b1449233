package dev.millrace.pool.runtime.handle;

import dev.millrace.pool.runtime.probe.Point;
import dev.millrace.pool.runtime.probe.Probe;

/** The points of a job with a handle. */
final class Steps {
    private Steps() {}

    /** It is won and does not run yet. */
    static void claimed() {
        Probe.at(Point.TASK_CLAIMED);
    }

    /** It runs and is stopped, and nobody was interrupted yet. */
    static void stopping() {
        Probe.at(Point.TASK_STOPPING);
    }

    /** Its thread runs it and is about to be interrupted. */
    static void interrupting() {
        Probe.at(Point.INTERRUPTS);
    }

    /** Another thread must take the next step. */
    static void awaitOther() {
        Probe.yieldAt(Point.SPIN);
    }
}
