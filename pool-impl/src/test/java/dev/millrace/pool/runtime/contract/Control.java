package dev.millrace.pool.runtime.contract;

import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** ThreadPoolExecutor. */
record Control(int workers) implements Subject {

    @Override
    public ExecutorService open(Setup setup) {
        BlockingQueue<Runnable> queue = setup.capacity() == Setup.UNBOUNDED
                ? new LinkedBlockingQueue<>()
                : new ArrayBlockingQueue<>(setup.capacity());
        return new ThreadPoolExecutor(workers, workers, 0, TimeUnit.SECONDS, queue, setup.factory()) {
            @Override
            protected void beforeExecute(Thread thread, Runnable job) {
                setup.hooks().before();
            }

            @Override
            protected void afterExecute(Runnable job, Throwable failure) {
                setup.hooks().after();
            }
        };
    }

    @Override
    public Set<Deviation> deviations() {
        return Set.of();
    }

    @Override
    public String toString() {
        return "ThreadPoolExecutor with " + workers;
    }
}
