package dev.millrace.pool.runtime.handle;

import dev.millrace.pool.runtime.stats.Fate;

/**
 * The phases of a {@link Task}, as they lie in the low byte of its state.
 *
 * <pre>
 *   NEW ----> CLAIMED ----> RUNNING ----> ENDING ----> VALUE | FAILED
 *    |           |             |
 *    |           |             +--------> STOPPING --> CANCELLED_RUNNING | TIMED_OUT
 *    +-----------+--> ENDING --> CANCELLED | EXPIRED | DROPPED | HANDED_BACK
 *    +--> RETURNED --> GIVEN (its handle itself, to the user, who may run or cancel it by hand)
 *            |           |
 *            +-----------+--> ENDING --> HANDED_BACK
 * </pre>
 *
 * Every step out of NEW, CLAIMED, RUNNING, RETURNED and GIVEN is a CAS: who makes it has won. CLAIMED is the moment in which the winner of NEW notes who and when it is; a cancel there still comes before the start. A close takes jobs back by RETURNED: its report has the user's job, which may be offered again, so that neither a cancel nor a run by hand can have it any more.
 */
final class Phase {
    static final int NEW = 0;
    static final int RETURNED = 1;
    static final int CLAIMED = 2;
    static final int RUNNING = 3;
    static final int ENDING = 4;
    static final int STOPPING = 5;
    static final int GIVEN = 6;

    /** From here on the task is done. */
    static final int VALUE = 8;

    static final int FAILED = 9;
    static final int TIMED_OUT = 10;
    static final int CANCELLED_RUNNING = 11;
    static final int CANCELLED = 12;
    static final int EXPIRED = 13;
    static final int DROPPED = 14;
    static final int HANDED_BACK = 15;

    private Phase() {}

    static boolean done(int phase) {
        return phase >= VALUE;
    }

    /** Whether the job was begun, so that its trace has a worker. */
    static boolean ran(int phase) {
        return phase >= VALUE && phase <= CANCELLED_RUNNING;
    }

    static int of(Fate fate) {
        return switch (fate) {
            case CANCELLED -> CANCELLED;
            case EXPIRED -> EXPIRED;
            case DROPPED -> DROPPED;
            case HANDED_BACK -> HANDED_BACK;
        };
    }
}
