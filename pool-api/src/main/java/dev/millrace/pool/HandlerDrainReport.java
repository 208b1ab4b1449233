package dev.millrace.pool;

import java.util.List;

/**
 * What the close of a {@link HandlerPool} did and left.
 *
 * @param <J> what the pool's jobs are
 * @param pool the report of the pool below: figures, threads that run on, and what it handed back as it lay there
 * @param handedBack jobs that were accepted and never started, as they were offered, about in order
 * @param deadLetters the dead letters that were kept
 * @param handlers the final figures of the handlers
 */
public record HandlerDrainReport<J>(
        DrainReport pool, List<J> handedBack, List<DeadLetter<J>> deadLetters, HandlerStats handlers) {

    /** Copies the lists. */
    public HandlerDrainReport {
        handedBack = List.copyOf(handedBack);
        deadLetters = List.copyOf(deadLetters);
    }

    /** Whether every accepted job was run to its end; a dead letter is such an end, if the job was poison. */
    public boolean complete() {
        return pool.complete() && handlers.abandoned() == 0;
    }

    @Override
    public String toString() {
        return pool + System.lineSeparator() + "  " + handlers;
    }
}
