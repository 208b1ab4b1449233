package dev.millrace.bench;

import dev.millrace.pool.LatencySampling;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Who is compared. */
public enum Peer {
    /** As it comes. */
    MILLRACE {
        @Override
        Contender start(int workers, int capacity, Completions completions) {
            return new MillraceContender(workers, capacity, LatencySampling.SAMPLED);
        }
    },
    /** Without latency recording, which no peer has. */
    MILLRACE_UNTIMED {
        @Override
        Contender start(int workers, int capacity, Completions completions) {
            return new MillraceContender(workers, capacity, LatencySampling.OFF);
        }
    },
    /** ThreadPoolExecutor, LinkedBlockingQueue. */
    THREAD_POOL_LINKED {
        @Override
        Contender start(int workers, int capacity, Completions completions) {
            return new ThreadPoolContender(workers, new LinkedBlockingQueue<>(capacity));
        }
    },
    /** ThreadPoolExecutor, ArrayBlockingQueue. */
    THREAD_POOL_ARRAY {
        @Override
        Contender start(int workers, int capacity, Completions completions) {
            return new ThreadPoolContender(workers, new ArrayBlockingQueue<>(capacity));
        }
    },
    /** ForkJoinPool, first in first out. */
    FORK_JOIN_ASYNC {
        @Override
        Contender start(int workers, int capacity, Completions completions) {
            return new ForkJoinContender(workers, capacity, completions);
        }
    },
    /** The EnhancedQueueExecutor of jboss-threads. */
    ENHANCED_QUEUE {
        @Override
        Contender start(int workers, int capacity, Completions completions) {
            return new EnhancedQueueContender(workers, capacity);
        }
    };

    /**
     * Starts the pool.
     *
     * @param workers its fixed size
     * @param capacity jobs that may wait
     * @param completions where its jobs, and no others, are counted
     */
    abstract Contender start(int workers, int capacity, Completions completions);

    /** The capacity that holds so many jobs in batches: where a batch is one element, it is less. */
    int capacityFor(int jobs, int batch) {
        return switch (this) {
            case MILLRACE, MILLRACE_UNTIMED, FORK_JOIN_ASYNC -> jobs;
            case THREAD_POOL_LINKED, THREAD_POOL_ARRAY, ENHANCED_QUEUE -> Math.max(1, jobs / batch);
        };
    }
}
