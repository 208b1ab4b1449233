package dev.millrace.pool.runtime.handles;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.LatencySampling;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Allocation;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Jobs;
import dev.millrace.pool.runtime.support.Mode;
import java.util.concurrent.Callable;

/** A submit makes one object of 48 bytes, and an execute none. */
@Guarded
class HandleSizeTest {
    private static final int JOBS = 20_000;
    private static final Callable<Integer> SHARED = () -> 1;

    /** Bytes a job; the slack is for what the machine does once. */
    private static double bytesEach(Runnable submit) {
        long before = Allocation.soFar();
        for (int i = 0; i < JOBS; i++) {
            submit.run();
        }
        return (Allocation.soFar() - before) / (double) JOBS;
    }

    @InEveryMode
    void isFortyEightBytes(Mode mode) {
        try (WorkerPool pool = mode.pool("size", mode.leastWorkers())
                        .queueCapacity(10 * JOBS)
                        .latency(LatencySampling.OFF)
                        .build();
                Gate held = Gate.holding(pool, mode.leastWorkers())) {
            Runnable callable = () -> pool.submit(SHARED);
            Runnable runnable = () -> pool.submit(Jobs.NOTHING);
            Runnable execute = () -> pool.execute(Jobs.NOTHING);
            bytesEach(callable);
            bytesEach(execute);
            assertThat(bytesEach(callable)).isBetween(48.0, 49.0);
            assertThat(bytesEach(runnable)).isBetween(48.0, 49.0);
            assertThat(bytesEach(execute)).isLessThan(1.0);
            held.open();
        }
    }
}
