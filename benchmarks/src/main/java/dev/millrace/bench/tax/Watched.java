package dev.millrace.bench.tax;

import dev.millrace.pool.WorkerPool;

/**
 * A pool and what looks at it.
 *
 * @param pool has two or more fixed workers; its submitters wait for room
 * @param look done once a second while the pool is under load
 */
record Watched(WorkerPool pool, Runnable look) implements AutoCloseable {

    @Override
    public void close() {
        pool.close();
    }
}
