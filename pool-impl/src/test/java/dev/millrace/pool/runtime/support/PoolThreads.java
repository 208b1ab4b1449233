package dev.millrace.pool.runtime.support;

import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Collectors;

/** The threads of pools: those that live, and a factory that remembers those which it made. */
public final class PoolThreads implements ThreadFactory {
    private static final String PREFIX = "millrace-";

    private final Queue<Thread> made = new ConcurrentLinkedQueue<>();

    @Override
    public Thread newThread(Runnable runnable) {
        Thread thread = new Thread(null, runnable, PREFIX + "test", 0, false);
        made.add(thread);
        return thread;
    }

    /** How many it was asked for. */
    public int count() {
        return made.size();
    }

    /** Those that it made and that live. */
    public List<Thread> ownAlive() {
        return made.stream().filter(Thread::isAlive).toList();
    }

    /** Every live thread of any pool. */
    public static List<Thread> alive() {
        return alive("");
    }

    /** The live threads of one pool that makes its threads itself. */
    public static List<Thread> alive(String pool) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(PREFIX + pool))
                .toList();
    }

    /** For a message. */
    public static String stacksOf(List<Thread> threads) {
        return threads.stream()
                .map(thread -> thread.getName() + "\n    at "
                        + Arrays.stream(thread.getStackTrace())
                                .map(Object::toString)
                                .collect(Collectors.joining("\n    at ")))
                .collect(Collectors.joining("\n", "\n", "\n"));
    }
}
