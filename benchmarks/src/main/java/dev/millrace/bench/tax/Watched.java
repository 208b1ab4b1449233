package dev.millrace.bench.tax;

import dev.millrace.pool.WorkerPool;

/**
 * A pool and what looks at it.
 *
 * @param pool has two or more fixed workers; its submitters wait for room
 * @param look done once a second while the pool is under load
 * @param end ends what looks, before the pool
 */
record Watched(WorkerPool pool, Runnable look, Runnable end) implements AutoCloseable {

    /** With nothing else to end. */
    Watched(WorkerPool pool, Runnable look) {
        this(pool, look, () -> {});
    }

    @Override
    public void close() {
        end.run();
        pool.close();
    }
}
