package dev.millrace.pool.runtime.admission;

import java.util.function.BooleanSupplier;

/**
 * What is refused although there is room.
 *
 * @param few how many jobs may wait so that another one is accepted, at least 1
 * @param spared whether the current thread's jobs are accepted all the same: those of the pool's own jobs
 * @param why for who is refused
 */
public record Shedding(int few, BooleanSupplier spared, String why) {
    /** Of jobs of low priority: accepted while none waits. */
    public static final int LOW = 0;
    /** Of others. */
    public static final int NORMAL = 1;
    /** Of jobs of high priority: accepted while fewer than twice as many wait. */
    public static final int HIGH = 2;
    /** Of work that was accepted: never refused. */
    static final int SPARED = 3;

    /** Whether a job of this importance is refused at this depth. */
    boolean refuses(int importance, long depth) {
        return importance < SPARED && depth >= Math.max(1, (long) few * importance) && !spared.getAsBoolean();
    }
}
