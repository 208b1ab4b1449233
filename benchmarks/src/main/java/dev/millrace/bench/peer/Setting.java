package dev.millrace.bench.peer;

import dev.millrace.bench.Completions;

/**
 * What every contender gets alike.
 *
 * @param workers its fixed size
 * @param capacity jobs that may wait
 * @param together jobs that are sent as one element, 1 for single ones
 * @param producers threads that submit
 * @param completions where its jobs, and no others, are counted
 */
public record Setting(int workers, int capacity, int together, int producers, Completions completions) {

    /** The capacity of a queue where jobs that are sent together are one element. */
    public int elements() {
        return Math.max(1, capacity / together);
    }
}
