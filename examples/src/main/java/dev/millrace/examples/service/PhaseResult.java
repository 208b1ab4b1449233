package dev.millrace.examples.service;

import org.HdrHistogram.AbstractHistogram;
import org.jspecify.annotations.Nullable;

/**
 * What became of the requests of a phase.
 *
 * @param phase which phase
 * @param sent requests sent
 * @param okNanos latencies of the answers 200
 * @param refusedNanos latencies of the answers 503
 * @param verified answers 200 that are right
 * @param errors requests without an answer, or with one that is neither
 * @param firstError what the first of them was, or null
 */
record PhaseResult(
        Phase phase,
        int sent,
        AbstractHistogram okNanos,
        AbstractHistogram refusedNanos,
        long verified,
        long errors,
        @Nullable String firstError) {

    long ok() {
        return okNanos.getTotalCount();
    }

    long refused() {
        return refusedNanos.getTotalCount();
    }

    /** Requests of the phase that were given up: it was interrupted, or the machine was too slow to send them. */
    int unsent() {
        return phase.requests() - sent;
    }
}
