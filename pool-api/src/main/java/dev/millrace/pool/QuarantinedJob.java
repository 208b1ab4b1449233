package dev.millrace.pool;

import java.time.Instant;
import java.util.List;

/**
 * A job that has killed so many workers that the pool does not run it again; see {@link WorkerPoolBuilder#quarantineAfter}.
 *
 * @param job its label if it has one, else its class
 * @param deaths what it did, oldest first
 * @param refused how often it was refused since
 */
public record QuarantinedJob(String job, List<Death> deaths, long refused) {

    /** Copies the list. */
    public QuarantinedJob {
        deaths = List.copyOf(deaths);
    }

    /**
     * The end of a worker.
     *
     * @param at when
     * @param worker the name of its thread
     * @param cause what ended it, as text
     */
    public record Death(Instant at, String worker, String cause) {}
}
