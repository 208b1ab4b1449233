package dev.millrace.tool;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;

/**
 * What this process has used.
 *
 * @param cpuNanos processor time of all its threads
 * @param callerCpuNanos processor time of the thread that asks
 * @param switches context switches
 * @param collections garbage collections
 * @param collectionMillis time spent in them
 */
public record ProcessUsage(
        long cpuNanos, long callerCpuNanos, ContextSwitches switches, long collections, long collectionMillis) {

    /** The figures since the start of the process. */
    public static ProcessUsage now() {
        return new ProcessUsage(
                cpuNow(),
                ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime(),
                ContextSwitches.now(),
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                        .sum(),
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                        .sum());
    }

    /** Processor time of all threads of this process, in nanoseconds. */
    public static long cpuNow() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    /** What was used between two readings by the same thread. */
    public ProcessUsage minus(ProcessUsage earlier) {
        return new ProcessUsage(
                cpuNanos - earlier.cpuNanos,
                callerCpuNanos - earlier.callerCpuNanos,
                switches.minus(earlier.switches),
                collections - earlier.collections,
                collectionMillis - earlier.collectionMillis);
    }
}
