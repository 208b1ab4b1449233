package dev.millrace.bench;

/** How jobs are sent. */
public enum Way {
    /** Each by itself, its end counted by the job. */
    SINGLES,
    /** 32 as one element. */
    BATCHES,
    /** Each with a handle that is waited for before the next is sent: the way there and back. */
    CALLS,
    /** 32 with a handle each, then all of them are waited for. */
    FUTURES
}
