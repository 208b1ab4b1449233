package dev.millrace.pool.runtime.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.WorkerPool;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Gives a pool one fixed size after the other, until it is told to end or the pool is closed.
 *
 * @param least the least of four sizes
 */
public record Resizer(WorkerPool pool, int least, SplittableRandom sizes, AtomicBoolean over) implements Runnable {

    @Override
    @SuppressWarnings("ThreadPriorityCheck")
    public void run() {
        try {
            while (!over.get()) {
                int size = least + sizes.nextInt(4);
                pool.resize(size, size);
                Thread.yield();
            }
        } catch (IllegalStateException e) {
            assertThat(e).hasMessageContaining("is closed");
        }
    }
}
