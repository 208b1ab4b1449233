package dev.millrace.examples.first;

/**
 * What became of a mirror, as it saw it.
 *
 * @param end how it ended
 * @param sent bytes
 * @param nanos when, by {@link System#nanoTime}; for one that was never asked or still sends, now
 */
record Fate(End end, int sent, long nanos) {

    /** How a mirror's part can end. */
    enum End {
        /** No request came. */
        NEVER_ASKED,
        /** It answered, but not with the file. */
        REFUSED,
        /** It hung up half-way. */
        HUNG_UP,
        /** It sent to the end. */
        SENT_ALL,
        /** The connection was cut under its hands. */
        CUT,
        /** It sends on: nobody has told it to stop. */
        SENDS_ON
    }
}
