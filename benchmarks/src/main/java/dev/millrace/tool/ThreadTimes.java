package dev.millrace.tool;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.function.Predicate;

/** Processor time of some of the live threads. */
public final class ThreadTimes {
    private ThreadTimes() {}

    /** The time so far, in nanoseconds, of those that are meant. */
    public static long cpuNanos(Predicate<ThreadInfo> meant) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(thread -> thread != null && meant.test(thread))
                .mapToLong(thread -> threads.getThreadCpuTime(thread.getThreadId()))
                .sum();
    }
}
