package dev.millrace.pool.runtime.lifecycle;

import dev.millrace.pool.runtime.worker.Threads;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The second that a close gives to what should end by itself. An interrupt does not cut it short, and is told. */
final class Grace {
    private static final long NANOS = TimeUnit.SECONDS.toNanos(1);

    private Grace() {}

    /** Something that takes a while, as long as there is time left. */
    interface Waiting {
        void await(LongSupplier leftNanos) throws InterruptedException;
    }

    /** Waits; true if interrupted meanwhile. */
    static boolean await(Waiting waiting) {
        long end = System.nanoTime() + NANOS;
        boolean interrupted = false;
        while (true) {
            try {
                waiting.await(() -> end - System.nanoTime());
                return interrupted;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
    }

    /** Waits for a thread's end, unless it is the current one or there is none; true if interrupted meanwhile. */
    static boolean join(@Nullable Thread thread) {
        return await(left -> Threads.join(thread, left.getAsLong()));
    }
}
