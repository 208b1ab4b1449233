package dev.millrace.cli.soak;

import dev.millrace.pool.KeyedExecutor;
import dev.millrace.pool.PoolState;
import dev.millrace.pool.PoolStats;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.WorkerPoolBuilder;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Pools that are broken, each in one way: the soak must see it. */
enum Breakage {
    LOSES_JOBS("lost") {
        @Override
        Object call(WorkerPool pool, Method method, Object[] arguments) throws Throwable {
            return method.getName().equals("execute") && every(4) ? null : invoke(pool, method, arguments);
        }
    },
    RUNS_JOBS_TWICE("duplicated") {
        @Override
        Object call(WorkerPool pool, Method method, Object[] arguments) throws Throwable {
            if (method.getName().equals("execute") && every(4)) {
                invoke(pool, method, arguments);
            }
            return invoke(pool, method, arguments);
        }
    },
    RUNS_WHAT_IT_REFUSES("phantoms") {
        @Override
        Object call(WorkerPool pool, Method method, Object[] arguments) throws Throwable {
            Object answer = invoke(pool, method, arguments);
            return method.getName().equals("tryExecute") && every(2) ? Boolean.FALSE : answer;
        }
    },
    HAS_KEYS_OUT_OF_ORDER("misordered") {
        @Override
        Object call(WorkerPool pool, Method method, Object[] arguments) throws Throwable {
            Object answer = invoke(pool, method, arguments);
            return answer instanceof KeyedExecutor key ? swapping(key) : answer;
        }
    },
    COUNTS_ONE_TOO_MANY("unaccounted") {
        @Override
        Object call(WorkerPool pool, Method method, Object[] arguments) throws Throwable {
            Object answer = invoke(pool, method, arguments);
            return answer instanceof PoolStats stats && stats.state() == PoolState.TERMINATED ? oneMore(stats) : answer;
        }
    },
    LEAVES_THREADS("leakedThreads") {
        @Override
        WorkerPool build(WorkerPoolBuilder builder) {
            Thread thread = new Thread(
                    () -> {
                        try {
                            END.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    },
                    "millrace-" + builder.config().name() + "-stray");
            thread.setDaemon(true);
            thread.start();
            return super.build(builder);
        }
    },
    LEAVES_HEAP("heapGrowth") {
        @Override
        WorkerPool build(WorkerPoolBuilder builder) {
            KEPT.add(new byte[1 << 20]);
            return super.build(builder);
        }
    },
    HANGS("nothing moved any more") {
        @Override
        Object call(WorkerPool pool, Method method, Object[] arguments) throws Throwable {
            if (method.getName().equals("close")) {
                END.await();
            }
            return invoke(pool, method, arguments);
        }
    };

    /** Lets go what hangs, when all is over. */
    static final CountDownLatch END = new CountDownLatch(1);

    static final List<byte[]> KEPT = new ArrayList<>();

    private static final AtomicInteger CALLS = new AtomicInteger();
    private static final AtomicReference<Runnable> HELD = new AtomicReference<>();

    /** What the verdict says of it. */
    final String finding;

    Breakage(String finding) {
        this.finding = finding;
    }

    WorkerPool build(WorkerPoolBuilder builder) {
        WorkerPool pool = builder.build();
        return (WorkerPool) Proxy.newProxyInstance(
                Breakage.class.getClassLoader(),
                new Class<?>[] {WorkerPool.class},
                (proxy, method, arguments) -> call(pool, method, arguments));
    }

    Object call(WorkerPool pool, Method method, Object[] arguments) throws Throwable {
        return invoke(pool, method, arguments);
    }

    private static boolean every(int calls) {
        return CALLS.incrementAndGet() % calls == 0;
    }

    private static Object invoke(Object pool, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(pool, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** Holds each second job back until the next one is in. */
    private static KeyedExecutor swapping(KeyedExecutor key) {
        return (KeyedExecutor) Proxy.newProxyInstance(
                Breakage.class.getClassLoader(), new Class<?>[] {KeyedExecutor.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("execute")) {
                        return invoke(key, method, arguments);
                    }
                    Runnable before = HELD.getAndSet(null);
                    if (before == null) {
                        HELD.set((Runnable) arguments[0]);
                        return null;
                    }
                    invoke(key, method, arguments);
                    return invoke(key, method, new Object[] {before});
                });
    }

    private static PoolStats oneMore(PoolStats stats) {
        PoolStats.Jobs jobs = stats.jobs();
        return new PoolStats(
                stats.name(),
                stats.state(),
                new PoolStats.Jobs(
                        jobs.accepted() + 1,
                        jobs.started(),
                        jobs.completed(),
                        jobs.failed(),
                        jobs.cancelled(),
                        jobs.expired(),
                        jobs.dropped(),
                        jobs.handedBack(),
                        jobs.rejected(),
                        jobs.callerRan()),
                stats.depth(),
                stats.workers(),
                stats.flow(),
                stats.fans(),
                stats.rejections(),
                stats.resizes());
    }
}
