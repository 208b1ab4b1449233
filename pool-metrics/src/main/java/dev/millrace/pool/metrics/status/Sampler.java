package dev.millrace.pool.metrics.status;

import java.io.Closeable;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Looks at each pool once a second, on a thread of its own. */
final class Sampler implements Closeable {
    private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Supplier<? extends Collection<Subject>> subjects;
    private final Thread thread;
    /** Written by who closes, read by the thread; the unpark that follows makes it look. */
    private volatile boolean closed;

    Sampler(Supplier<? extends Collection<Subject>> subjects) {
        this.subjects = subjects;
        this.thread = Threads.named("sampler").newThread(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        long next = System.nanoTime();
        while (!closed) {
            long wait = next - System.nanoTime();
            if (wait > 0) {
                Threads.pause(wait);
                continue;
            }
            subjects.get().forEach(Subject::tick);
            // What was missed, since the process stood still, is not made up for.
            next = Math.max(next + PERIOD_NANOS, System.nanoTime());
        }
    }

    /** Does not wait for the thread: a pool's answer may hold it up. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
