package dev.millrace.bench.match;

import com.sun.management.ThreadMXBean;
import dev.millrace.tool.ContextSwitches;
import dev.millrace.tool.LiveThreads;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/**
 * What the live threads of this process have used.
 *
 * @param cpuNanos processor time, also that of the JVM's own threads
 * @param switches context switches
 * @param bytes allocated on the heap
 */
public record Use(long cpuNanos, ContextSwitches switches, long bytes) {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** The figures so far. Telling the first two allocates, so the third comes last here, and first at the end. */
    public static Use soFar() {
        ContextSwitches switches = ContextSwitches.now();
        long cpuNanos = LiveThreads.cpuNow();
        return new Use(cpuNanos, switches, allocatedBytes());
    }

    /** What was used since then; threads that ended meanwhile are not in it. */
    public Use untilNow() {
        long bytesNow = allocatedBytes();
        long cpuNow = LiveThreads.cpuNow();
        ContextSwitches switchesNow = ContextSwitches.now();
        return new Use(Math.max(0, cpuNow - cpuNanos), switchesNow.minus(switches), Math.max(0, bytesNow - bytes));
    }

    private static long allocatedBytes() {
        return Arrays.stream(THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds()))
                .filter(each -> each > 0)
                .sum();
    }
}
