package dev.millrace.pool.runtime.handle;

import java.lang.Thread.UncaughtExceptionHandler;
import org.jspecify.annotations.Nullable;

/** What a thread is like between jobs, so that nothing of it leaks from one job to the next. Confined to its thread. */
public final class ThreadState {
    private final Thread thread;
    private final String name;
    private final int priority;
    private final @Nullable ClassLoader loader;
    /** Its thread group where it has none of its own. */
    private final UncaughtExceptionHandler handler;

    private ThreadState(Thread thread) {
        this.thread = thread;
        this.name = thread.getName();
        this.priority = thread.getPriority();
        this.loader = thread.getContextClassLoader();
        this.handler = thread.getUncaughtExceptionHandler();
    }

    /** As the current thread is now. */
    public static ThreadState ofCurrentThread() {
        return new ThreadState(Thread.currentThread());
    }

    /** Puts name, priority, class loader and uncaught exception handler back if the job changed them. The interrupt flag is cleared before each job. */
    @SuppressWarnings({"ReferenceEquality", "ThreadPriorityCheck"})
    public void restore() {
        if (thread.getName() != name) {
            thread.setName(name);
        }
        if (thread.getPriority() != priority) {
            thread.setPriority(priority);
        }
        if (thread.getContextClassLoader() != loader) {
            thread.setContextClassLoader(loader);
        }
        if (thread.getUncaughtExceptionHandler() != handler) {
            thread.setUncaughtExceptionHandler(handler == thread.getThreadGroup() ? null : handler);
        }
    }
}
