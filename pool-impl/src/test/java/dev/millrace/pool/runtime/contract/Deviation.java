package dev.millrace.pool.runtime.contract;

/** Where a service may do on purpose what ThreadPoolExecutor does not: each is asked for by a test, as is what ThreadPoolExecutor does where it is not named. The reasons are in docs/executor-service.md, under the same names. */
public enum Deviation {
    /** A job that is cancelled before its start gives its place back at once, and shutdownNow does not list it. */
    CANCELLED_JOBS_LEAVE,
    /** {@code invokeAll} looks for nulls before it submits anything. */
    NULLS_FIRST,
    /** The threads are made when the service is: a factory that fails then is told by whoever opens it, and not by the first submit. */
    THREADS_AT_ONCE,
    /** What a job has changed of its thread (name, priority, context class loader) is put back after it. */
    THREADS_PUT_BACK,
    /** A job whose hook throws has failed, and its future says so; ThreadPoolExecutor drops it unrun, and its future is never done. */
    HOOKS_FAIL_JOBS,
    /** A refusal calls no method of the refused job. */
    REFUSALS_ASK_NOTHING,
    /** A job that waits for a job of its own service, by get, invokeAll or invokeAny, runs it in place if nobody has begun it. */
    WAITS_HELP,
    /** A job that awaits the end of its own service is told that this would never come; its {@code close} shuts down and returns. */
    OWN_END_IS_NOT_AWAITED,
    /** An interrupted {@code close} completes the futures that it takes back. */
    CLOSE_COMPLETES_FUTURES,
    /** What a thread of the service's own was just dealing to its workers may stand behind later jobs in the list of {@code shutdownNow}. */
    LISTS_ABOUT_IN_ORDER
}
