package dev.millrace.examples.service;

import static org.awaitility.Awaitility.await;

import dev.millrace.pool.WorkerPool;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** A pool whose one worker, from a given job on, goes on only when a job has been rejected: overload without regard to speed. */
final class HoldingPool {
    private HoldingPool() {}

    /**
     * The pool in this coat.
     *
     * @param pool has one worker
     * @param held the number of the job that awaits a rejection, counted from 0
     */
    static WorkerPool around(WorkerPool pool, int held) {
        AtomicInteger number = new AtomicInteger();
        return (WorkerPool) Proxy.newProxyInstance(
                HoldingPool.class.getClassLoader(), new Class<?>[] {WorkerPool.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("tryExecute")) {
                        Runnable job = (Runnable) arguments[0];
                        return pool.tryExecute(() -> {
                            if (number.getAndIncrement() == held) {
                                awaitRejection(pool);
                            }
                            job.run();
                        });
                    }
                    try {
                        return method.invoke(pool, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static void awaitRejection(WorkerPool pool) {
        await().pollInSameThread()
                .pollDelay(Duration.ZERO)
                .atMost(Gate.GUARD)
                .until(() -> pool.stats().jobs().rejected() > 0);
    }
}
