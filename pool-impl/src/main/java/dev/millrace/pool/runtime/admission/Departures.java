package dev.millrace.pool.runtime.admission;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * How many accepted jobs have left the bound, modulo 2^40: those that workers started, and those that left in another way. Neither part ever falls, so
 * a sum that was read part by part is a number of departures that had been reached when the reading ended.
 */
public final class Departures {
    private final LongSupplier started;
    private final LongAdder otherwise = new LongAdder();

    /** @param started the jobs started by all workers that there ever were, modulo 2^40; never falls */
    public Departures(LongSupplier started) {
        this.started = started;
    }

    /** Counts jobs that left without being started. */
    public void add(int jobs) {
        otherwise.add(jobs);
    }

    long sum() {
        return started.getAsLong() + otherwise.sum();
    }
}
