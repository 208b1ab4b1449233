package dev.millrace.cli.soak;

/** What became of a job by what its submitter was told; {@link Audit} compares it with what the job did. */
enum Fate {
    /** It was never offered, or the offer ended in an error that says that nothing happened. */
    NONE,
    /** Refused: it must not run. */
    REFUSED,
    /** Accepted without a handle: it runs once, is handed back, or is dropped. */
    ACCEPTED,
    /** Its handle knows; told when the pool has ended. */
    HANDLED,
    /** It has run once. */
    RAN,
    /** It has not run. */
    UNRUN,
    /** It may have run, once. */
    EITHER;

    private static final Fate[] ALL = values();

    static Fate of(int code) {
        return ALL[code];
    }

    @SuppressWarnings("EnumOrdinal") // stored in an array of bytes that lives as long as one pool
    byte code() {
        return (byte) ordinal();
    }
}
