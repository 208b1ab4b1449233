package dev.millrace.sim;

import dev.millrace.pool.LoadSnapshot;

/** What stands between the pool and its controller. One object a run; it may keep state. */
interface Sensors {
    /** The truth. */
    Sensors TRUE = new Sensors() {};

    /** What the controller's clock shows. */
    default long clock(long atNanos) {
        return atNanos;
    }

    /** Whether the controller is kept from looking. */
    default boolean blind(long atNanos) {
        return false;
    }

    /** What is read in place of the truth. */
    default LoadSnapshot read(LoadSnapshot truth) {
        return truth;
    }
}
