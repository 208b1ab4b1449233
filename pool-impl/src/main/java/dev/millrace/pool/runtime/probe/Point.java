package dev.millrace.pool.runtime.probe;

/**
 * The moments at which the order of threads matters: between a step that others see and the next one. A visitor may throw where it says <em>faults</em>: there the pool promises to lose nothing. Everywhere else it may hold its thread, no
 * more.
 */
public enum Point {
    // ---- the way in
    /** A job is accepted and not in the queue yet. */
    ADMITTED,
    /** An element is in the job queue, and nobody was told. */
    PUBLISHED,

    // ---- searching and sleeping
    /** A waker has the right to notify and has notified nobody. */
    WAKE_WON,
    /** The last searcher has left and has not looked again. */
    SEARCH_LEFT,
    /** A searcher has found nothing and looks again, within its budget. */
    SEARCHES,
    /** A search was in vain, and no sleep is announced. Faults. */
    SCAN_EMPTY,
    /** A sleeper can be notified and is not counted. */
    SLEEP_ANNOUNCED,
    /** A sleeper is counted and has not looked again. Faults. */
    SLEEP_COUNTED,
    /** A thread is about to park until it is notified. */
    PARK,
    /** A thread was notified. */
    AWAKE,

    // ---- moving jobs
    /** The lease of a lane is taken. Faults. */
    LEASE_TAKEN,
    /** The lease of a lane is about to be released. */
    LEASE_RELEASE,
    /** The producer claim of a lane is taken. Faults. */
    PRODUCER_TAKEN,
    /** The role of the cooperative dispatcher is taken. Faults. */
    ROLE_TAKEN,
    /** The role is about to be released. */
    ROLE_RELEASE,
    /** An element has moved into a chunk that is being filled and that nobody can see. Faults. */
    TAKEN,
    /** An element has moved, or is in the dispatcher's hand on the way, from the job queue into a lane. Faults. */
    ROUTED,
    /** A lane was filled, and nobody was told. Faults. */
    LANE_FILLED,
    /** A dispatcher says that it found no room, and has not looked again. */
    STARVED,
    /** A part of a batch was taken and lies in no chunk yet. */
    BATCH_CLAIMED,
    /** A thief has copied jobs of a chunk and has not taken them. */
    STEAL_COPIED,
    /** An owner has read the oldest job of its chunk and has not claimed it. */
    CHUNK_READ,

    // ---- running
    /** A job is about to run; whatever is thrown here is as if the job had thrown it. Faults. */
    RUNS,
    /** A job with a handle was won and does not run yet. */
    TASK_CLAIMED,
    /** A call for help has found the pool full, and is not where idle workers look yet. */
    CALL_REFUSED,
    /** A job with a handle is being stopped while it runs, and nobody is interrupted yet. */
    TASK_STOPPING,
    /** The thread of such a job was seen to run it, and is about to be interrupted. */
    INTERRUPTS,

    // ---- coming and going
    /** A worker has its seat. Faults. */
    SEATED,
    /** A worker was told to leave and not woken. */
    TOLD_TO_LEAVE,
    /** The lane of a worker that leaves is closed; what lay there was not put back. */
    LANE_CLOSED,
    /** A worker has left its seat, and nobody was told of what it put back. */
    SEAT_LEFT,

    // ---- the end
    /** A close was begun, and jobs are still accepted. */
    CLOSE_BEGUN,
    /** No job is accepted any more, and nobody was told. */
    ADMISSION_CLOSED,
    /** Workers were told to stop; nothing was taken back. */
    STOPPED,
    /** What had not started was taken back; nobody was interrupted. */
    TAKEN_BACK,
    /** Somebody waits for the end of all workers. */
    AWAIT_END,

    // ---- waiting otherwise
    /** A thread goes round a loop until another one has gone on. */
    SPIN,
    /** A submitter is about to park until there is room, for as long as that takes. */
    AWAIT_ROOM,
    /** A thread is about to park until a job with a handle is done. */
    AWAIT_JOB
}
