package dev.millrace.pool.runtime.view;

import dev.millrace.pool.PoolExecutorService;
import dev.millrace.pool.WhenFull;
import dev.millrace.pool.runtime.support.Mode;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An ExecutorService to be asked for its contract: bounded, refusing when it is full, with a fixed number of threads.
 *
 * @param mode the way of dispatch of a pool's view; null for ThreadPoolExecutor, the control
 * @param workers how many threads
 */
public record Subject(Mode mode, int workers) {
    /** Jobs that may wait, where a test does not say. */
    static final int CAPACITY = 1024;

    private static final int SEVERAL = 3;

    /** The control first: where it is red, the test is wrong. */
    static Stream<Subject> all() {
        return Stream.concat(IntStream.of(1, SEVERAL).mapToObj(workers -> new Subject(null, workers)), views());
    }

    static Stream<Subject> views() {
        return Stream.of(Mode.values())
                .flatMap(mode -> IntStream.of(mode.leastWorkers(), SEVERAL).mapToObj(n -> new Subject(mode, n)));
    }

    /** Those with one thread, in which order means something. */
    static Stream<Subject> alone() {
        return all().filter(subject -> subject.workers == 1);
    }

    /** Those that have {@code close}, as every ExecutorService has from JDK 19 on. */
    static Stream<Subject> closeable() {
        return all().filter(
                        subject -> subject.mode != null || AutoCloseable.class.isAssignableFrom(ExecutorService.class));
    }

    /** How long to see that something does not end: of one subject longer than any of the pool's own graces. */
    long patienceMillis() {
        return mode == Mode.COOPERATIVE && workers == 1 ? 1_200 : 10;
    }

    ExecutorService open(int capacity, ThreadFactory factory) {
        if (mode == null) {
            return new ThreadPoolExecutor(
                    workers, workers, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(capacity), factory);
        }
        return view(mode, workers, capacity, WhenFull.reject(), factory);
    }

    static PoolExecutorService view(Mode mode, int workers, int capacity, WhenFull whenFull, ThreadFactory factory) {
        return mode.pool("view", workers)
                .queueCapacity(capacity)
                .whenFull(whenFull)
                .threadFactory(factory)
                .build()
                .asExecutorService();
    }

    @Override
    public String toString() {
        return (mode == null ? "ThreadPoolExecutor" : mode) + " with " + workers;
    }
}
