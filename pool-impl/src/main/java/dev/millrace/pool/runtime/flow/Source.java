package dev.millrace.pool.runtime.flow;

import dev.millrace.pool.runtime.fan.FanHost;
import java.util.Collections;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The inputs of a fan-out, read one at a time, each when a job can begin with it at once. Who finds another thread reading goes away: the reader begins another turn when it is back.
 */
final class Source implements Input {
    private static final int PATIENCE = 64;

    /** Where inputs come from; none when there are no more, since whoever keeps the fan-in must not keep them. Guarded by the lock. */
    private Iterator<?> inputs;
    /** Whether all inputs are at hand, so that reading costs nothing and what was not begun can be told one by one. */
    private final boolean finite;

    private final Runnable closing;
    private final FanHost host;
    private final long openedNanos;
    private final Consumer<Throwable> failed;
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicBoolean released = new AtomicBoolean();
    /** Guarded by the lock. */
    private int index;
    /** Read and not begun, since it came after the end. Guarded by the lock. */
    private @Nullable Read back;
    /** Nothing more is read for jobs. Set once, by any thread; read by all. */
    private volatile boolean ended;

    /**
     * Nothing is read yet.
     *
     * @param finite whether all inputs are at hand, and their wait counts from now
     * @param failed told what the iterator throws
     */
    Source(FanHost host, Inputs inputs, boolean finite, long openedNanos, Consumer<Throwable> failed) {
        this.host = host;
        this.inputs = inputs.iterator();
        this.finite = finite;
        this.closing = inputs.closing();
        this.openedNanos = openedNanos;
        this.failed = failed;
    }

    @Override
    public @Nullable Read pull(Channel share) {
        if (ended || !tryLock()) {
            return null;
        }
        Throwable failure = null;
        Read read = null;
        try {
            share.reads();
            try {
                read = next();
            } catch (Throwable thrown) {
                failure = thrown;
            } finally {
                share.hasRead();
            }
            if (read != null && ended) {
                back = read;
                read = null;
            }
            if (read == null) {
                ended = true;
            }
        } finally {
            lock.unlock();
        }
        if (failure != null) {
            failed.accept(failure);
        }
        if (read == null) {
            release();
        }
        return read;
    }

    /** Whoever else reads is about to be back, or it takes long. */
    private boolean tryLock() {
        if (lock.isHeldByCurrentThread()) {
            return false;
        }
        for (int i = 0; i < PATIENCE; i++) {
            if (lock.tryLock()) {
                return true;
            }
            Thread.onSpinWait();
        }
        return lock.tryLock();
    }

    private @Nullable Read next() {
        Read read = back;
        if (read != null) {
            back = null;
            return read;
        }
        if (!inputs.hasNext()) {
            inputs = Collections.emptyIterator();
            return null;
        }
        Object value = inputs.next();
        return new Read(index++, value, finite ? openedNanos : System.nanoTime());
    }

    /** The next input for which no job will begin; null if there is none, or if it would have to be read. Only after {@link #end}. */
    @Nullable Read rest() {
        if (!finite) {
            return null;
        }
        lock.lock();
        try {
            return next();
        } finally {
            lock.unlock();
        }
    }

    /** Whether {@link #rest} has one. */
    boolean hasRest() {
        if (!finite) {
            return false;
        }
        lock.lock();
        try {
            return back != null || inputs.hasNext();
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more is read for jobs. */
    void end() {
        ended = true;
    }

    /** Gives back what is behind the inputs, once; after their end. All that was to be read was read: a close that fails is told in the log, and no result is lost for it. */
    void release() {
        forget();
        if (released.compareAndSet(false, true)) {
            try {
                closing.run();
            } catch (Throwable failure) {
                host.told("closing the inputs", failure);
            }
        }
    }

    /** Forgets inputs that nobody will read; who reads now comes here when it is back. */
    private void forget() {
        if (!finite && lock.tryLock()) {
            try {
                inputs = Collections.emptyIterator();
                back = null;
            } finally {
                lock.unlock();
            }
        }
    }

    @Override
    public boolean isEnded() {
        return ended;
    }

    @Override
    public boolean isQuiet() {
        return true;
    }

    @Override
    public boolean hasMore() {
        return !ended;
    }
}
