package dev.millrace.pool.runtime.support;

import java.lang.reflect.Method;
import java.util.List;

/**
 * Processor time of threads. The runtime's module, which tests are compiled into, does not read {@code java.management}; hence by reflection.
 */
public final class ProcessorTime {
    private static final Object BEAN;
    private static final Method OF_THREAD;

    static {
        try {
            BEAN = Class.forName("java.lang.management.ManagementFactory")
                    .getMethod("getThreadMXBean")
                    .invoke(null);
            OF_THREAD = Class.forName("java.lang.management.ThreadMXBean").getMethod("getThreadCpuTime", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private ProcessorTime() {}

    /** Of one thread, in nanoseconds; -1 if it has ended. */
    @SuppressWarnings("deprecation")
    public static long of(Thread thread) {
        try {
            return (long) OF_THREAD.invoke(BEAN, thread.getId());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("no processor time", e);
        }
    }

    /** The sum of some. */
    public static long of(List<Thread> threads) {
        return threads.stream().mapToLong(ProcessorTime::of).sum();
    }
}
