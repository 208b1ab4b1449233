package dev.millrace.examples.service;

import java.time.Duration;

/**
 * A part of the run, at one rate: when each of its requests is meant to be sent is fixed before the first is.
 *
 * @param name for the report
 * @param rate requests a second
 * @param length how long
 */
record Phase(String name, int rate, Duration length) {
    private static final Duration GRACE = Duration.ofSeconds(1);

    /** At least one. */
    int requests() {
        return (int) Math.max(1, Math.round(length.toNanos() / 1e9 * rate));
    }

    /** From the beginning of the phase to the moment at which the request is meant to be sent. */
    long dueNanos(int request) {
        return (long) (request * 1e9 / rate);
    }

    /** From the beginning to the moment at which the sending is given up, if the machine is that far behind. */
    long givenUpNanos() {
        return length.plus(GRACE).toNanos();
    }
}
