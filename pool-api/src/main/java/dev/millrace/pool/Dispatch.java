package dev.millrace.pool;

/** Who moves jobs from the shared queue to the workers. */
public sealed interface Dispatch {

    /**
     * Idle workers take turns: one that finds nothing of its own takes what its share of the backlog is. Needs no thread besides the
     * workers and gives the best throughput and latency on few cores.
     */
    static Dispatch cooperative() {
        return new Cooperative();
    }

    /**
     * Threads of their own, each serving a group of the workers: workers never touch the shared queue. Costs a hand-over a job.
     *
     * @param dispatchers how many threads, at least 1 and at most the largest number of workers
     * @throws IllegalArgumentException if less than 1
     */
    static Dispatch dedicated(int dispatchers) {
        return new Dedicated(dispatchers);
    }

    /** See {@link Dispatch#cooperative()}. */
    record Cooperative() implements Dispatch {
        @Override
        public String toString() {
            return "cooperative()";
        }
    }

    /**
     * See {@link Dispatch#dedicated(int)}.
     *
     * @param dispatchers the number of threads
     */
    record Dedicated(int dispatchers) implements Dispatch {
        /** Refuses fewer than one. */
        public Dedicated {
            if (dispatchers < 1) {
                throw new IllegalArgumentException("dispatchers must be >= 1, was " + dispatchers);
            }
        }

        @Override
        public String toString() {
            return "dedicated(" + dispatchers + ")";
        }
    }
}
