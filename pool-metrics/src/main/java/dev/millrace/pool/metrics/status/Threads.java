package dev.millrace.pool.metrics.status;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;

/** The page's own threads: daemons, so that no page keeps a process alive. */
final class Threads {
    static final String PREFIX = "millrace-status-";

    private static final long NO_STACK_SIZE = 0;

    private Threads() {}

    /** Without the thread locals of whoever happens to make the thread. */
    static ThreadFactory named(String role) {
        return task -> {
            Thread thread = new Thread(null, task, PREFIX + role, NO_STACK_SIZE, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(StatusPage.class.getClassLoader());
            return thread;
        };
    }

    /** May end early. */
    static void pause(long nanos) {
        LockSupport.parkNanos(nanos);
    }
}
