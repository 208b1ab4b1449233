package dev.millrace.examples.fofi;

import java.util.List;

/**
 * What is produced and how.
 *
 * @param jobs time units that each producer takes; the first producer is number 1
 * @param unitMillis a time unit
 * @param producers how many run at once
 * @param buffer how many results may wait for the consumer
 * @param consumeMillis what the consumer takes for a result
 * @param closeAfter after so many results the consumer has enough; 0: it wants all
 */
record FofiOptions(List<Integer> jobs, long unitMillis, int producers, int buffer, long consumeMillis, int closeAfter) {
    FofiOptions {
        jobs = List.copyOf(jobs);
    }

    /** What one producer after the other takes. */
    long sumMillis() {
        return unitMillis * jobs.stream().mapToInt(Integer::intValue).sum();
    }

    long longestMillis() {
        return unitMillis * jobs.stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    int wanted() {
        return closeAfter == 0 ? jobs.size() : Math.min(closeAfter, jobs.size());
    }
}
