package dev.millrace.tool;

import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The heap in use, with nothing left to collect. */
public final class Heap {
    private static final int MOST_COLLECTIONS = 10;
    private static final long SETTLED_BYTES = 256;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private Heap() {}

    /** Collects until there is nothing more to collect: threads of a pool before may just be at their end. */
    public static long usedBytes() {
        long used = Long.MAX_VALUE;
        long before;
        int collections = 0;
        do {
            before = used;
            LockSupport.parkNanos(PAUSE_NANOS);
            System.gc();
            used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        } while (before - used > SETTLED_BYTES && ++collections < MOST_COLLECTIONS);
        return used;
    }
}
