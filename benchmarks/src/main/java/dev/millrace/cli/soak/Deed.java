package dev.millrace.cli.soak;

/** What a job does. */
enum Deed {
    NOTHING,
    BURN,
    YIELD,
    /** Submits a job. */
    EXECUTE,
    /** Submits a job and waits for it. */
    WAIT,
    /** Opens a group on its worker, forks and joins. */
    GROUP,
    /** Maps on its worker. */
    MAP,

    // ---- faults
    THROW,
    ERROR,
    /** Runs out of stack. */
    OVERFLOW,
    /** Submits where the stack is all but used up. */
    SUBMIT_AT_THE_EDGE,
    /** Leaves its thread interrupted. */
    INTERRUPT,
    /** Leaves its thread with another name, priority and loader. */
    MESS,
    /** Sleeps for milliseconds. */
    SLOW,
    /** Ends its worker. */
    DIE,
    /** Ends its worker's handler, the first time that it is tried. */
    KILL_HANDLER
}
