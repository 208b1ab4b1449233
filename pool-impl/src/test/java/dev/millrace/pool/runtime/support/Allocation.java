package dev.millrace.pool.runtime.support;

import java.lang.reflect.Method;

/** Bytes that the current thread has allocated. By reflection, as {@link ProcessorTime}. */
public final class Allocation {
    private static final Object BEAN;
    private static final Method OF_THREAD;

    static {
        try {
            BEAN = Class.forName("java.lang.management.ManagementFactory")
                    .getMethod("getThreadMXBean")
                    .invoke(null);
            OF_THREAD =
                    Class.forName("com.sun.management.ThreadMXBean").getMethod("getThreadAllocatedBytes", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private Allocation() {}

    /** So far. */
    @SuppressWarnings("deprecation")
    public static long soFar() {
        try {
            return (long) OF_THREAD.invoke(BEAN, Thread.currentThread().getId());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("no allocation", e);
        }
    }
}
