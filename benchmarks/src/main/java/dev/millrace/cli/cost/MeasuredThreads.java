package dev.millrace.cli.cost;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;

/** Makes the threads of a pool and knows what processor time they have used; that of the JVM's own threads is not in it. Thread-safe. */
final class MeasuredThreads implements ThreadFactory {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final List<Thread> made = new CopyOnWriteArrayList<>();
    private final String name;

    MeasuredThreads(String name) {
        this.name = name;
    }

    @Override
    public Thread newThread(Runnable body) {
        Thread thread = new Thread(null, body, name + "-" + (made.size() + 1), 0, false);
        thread.setDaemon(true);
        made.add(thread);
        return thread;
    }

    /** Of all of them, in nanoseconds. They must all be alive. */
    long cpuNanos() {
        long sum = 0;
        for (Thread thread : made) {
            sum += Math.max(0, THREADS.getThreadCpuTime(thread.getId()));
        }
        return sum;
    }

    /** Of the caller and of all of them. */
    long cpuNanosWithCaller() {
        return cpuNanos() + THREADS.getCurrentThreadCpuTime();
    }
}
