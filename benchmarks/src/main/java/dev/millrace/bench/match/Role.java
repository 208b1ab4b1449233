package dev.millrace.bench.match;

/** What a contender is compared as. */
public enum Role {
    /** Millrace as it comes. */
    OURS,
    /** Millrace in another setting, or used otherwise: no peer of itself. */
    VARIANT,
    /** Another pool. */
    PEER,
    /** What no pool can be better than. */
    LIMIT,
    /** Shown for the reader, compared with nothing. */
    CONTROL
}
