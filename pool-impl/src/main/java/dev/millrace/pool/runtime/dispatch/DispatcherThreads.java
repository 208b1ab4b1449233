package dev.millrace.pool.runtime.dispatch;

import dev.millrace.pool.runtime.idle.Sleeper;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** The threads of dedicated dispatch: none in cooperative dispatch. Guarded by its monitor, but for {@link #sleepers}. */
public final class DispatcherThreads {
    private final List<DispatcherThread> dispatchers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile Sleeper[] sleepers = {};

    /** No threads. */
    public DispatcherThreads() {}

    /** Adds a dispatcher, before {@link #start}. */
    public synchronized void add(DispatcherThread dispatcher) {
        dispatchers.add(dispatcher);
        sleepers = dispatchers.stream().map(DispatcherThread::sleeper).toArray(Sleeper[]::new);
    }

    /**
     * Makes and starts their threads.
     *
     * @param make makes a thread of a dispatcher and its name
     */
    public synchronized void start(BiFunction<Runnable, String, Thread> make) {
        for (DispatcherThread dispatcher : dispatchers) {
            Thread thread = make.apply(dispatcher, "dispatcher-" + (threads.size() + 1));
            thread.start();
            threads.add(thread);
        }
    }

    /** Tells all to end. */
    public synchronized void stop() {
        dispatchers.forEach(DispatcherThread::stop);
    }

    /** The threads that were started. */
    public synchronized List<Thread> threads() {
        return List.copyOf(threads);
    }

    /** How they sleep. */
    public Sleeper[] sleepers() {
        return sleepers;
    }
}
