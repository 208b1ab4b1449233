package dev.millrace.pool.runtime.worker;

import dev.millrace.pool.SizingPolicy;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.WorkerPoolBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/** Run in a JVM of its own: prints what jobs find in thread locals. */
final class ThreadLocalsProbe {
    private static final ThreadLocal<Integer> LOCAL = ThreadLocal.withInitial(() -> 0);
    private static final ThreadLocal<Integer> INHERITED = new InheritableThreadLocal<>() {
        @Override
        protected Integer initialValue() {
            return 0;
        }
    };

    private ThreadLocalsProbe() {}

    public static void main(String[] args) throws Exception {
        print("platform", builder());
        ThreadFactory virtual = virtualThreads();
        if (virtual != null) {
            print("virtual", builder().threadFactory(virtual));
        }
    }

    private static WorkerPoolBuilder builder() {
        return WorkerPool.builder("locals")
                .workers(1)
                .sizing(SizingPolicy.fixed())
                .uncaughtHandler((thread, failure) -> {})
                .resetThreadLocals(true);
    }

    private static void print(String threads, WorkerPoolBuilder builder) throws Exception {
        WorkerPool pool;
        try {
            pool = builder.build();
        } catch (IllegalStateException e) {
            System.out.println(threads + " refused: " + e.getMessage());
            return;
        }
        try (pool) {
            System.out.println(threads + " " + leaks(pool) + " leaks, nested " + nested(pool));
        }
    }

    /** How many jobs found what another one had left. */
    private static int leaks(WorkerPool pool) throws Exception {
        List<Integer> found = Collections.synchronizedList(new ArrayList<>());
        Runnable touch = () -> {
            found.add(LOCAL.get() + INHERITED.get());
            LOCAL.set(1);
            INHERITED.set(1);
        };
        for (int i = 0; i < 10; i++) {
            pool.execute(touch);
            pool.execute(() -> {
                touch.run();
                throw new IllegalStateException("a job that fails");
            });
            pool.executeAll(Collections.nCopies(3, touch));
            pool.submit(touch).get();
            pool.submit(Executors.callable(touch)).get();
        }
        pool.execute(() -> {
            touch.run();
            stop();
        });
        pool.submit(touch).get();
        if (found.size() != 72) {
            throw new AssertionError(found.size() + " jobs ran");
        }
        return found.stream().mapToInt(Integer::intValue).sum();
    }

    @SuppressWarnings("removal")
    private static void stop() {
        throw new ThreadDeath();
    }

    /** Only a thread that knows that it is a worker of this pool runs in place what it waits for. */
    private static int nested(WorkerPool pool) throws Exception {
        pool.submit(() -> {}).get();
        return pool.submit(() -> pool.submit(() -> pool.submit(() -> 3).get()).get())
                .get();
    }

    private static ThreadFactory virtualThreads() {
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            return (ThreadFactory) Class.forName("java.lang.Thread$Builder")
                    .getMethod("factory")
                    .invoke(builder);
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }
}
