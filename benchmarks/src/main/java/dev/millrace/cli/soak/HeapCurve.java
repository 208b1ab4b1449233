package dev.millrace.cli.soak;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** The heap after a collection, over time: taken where no pool is alive, so that all that is left of earlier ones shows. Thread-safe. */
final class HeapCurve {
    /** What classes, the compiler and this program's own lists may add after the first tenth of a run; a leak of 70 bytes a pool is more in ten minutes. */
    static final long MOST_GROWTH_KB = 4_096;

    private static final int COLLECTIONS = 2;

    private final List<Long> kilobytes = new ArrayList<>();

    @SuppressWarnings("GarbageCollection")
    synchronized void sample() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        kilobytes.add(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 10);
    }

    synchronized long last() {
        return kilobytes.isEmpty() ? 0 : kilobytes.get(kilobytes.size() - 1);
    }

    /** From the least of the second tenth to the least of the last tenth of the samples; the first tenth is the warm-up. */
    synchronized long growth() {
        int count = kilobytes.size();
        if (count < 2) {
            return 0;
        }
        int tenth = Math.max(1, count / 10);
        int begin = count > 2 ? tenth : 0;
        return least(count - tenth, count) - least(begin, Math.min(begin + tenth, count - tenth));
    }

    private long least(int from, int to) {
        return kilobytes.subList(from, to).stream()
                .mapToLong(Long::longValue)
                .min()
                .orElse(last());
    }

    synchronized List<Long> samples() {
        return List.copyOf(kilobytes);
    }
}
