package dev.millrace.pool.runtime.slo;

import dev.millrace.pool.Series;
import dev.millrace.pool.runtime.support.StubRecorder;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts to a millisecond, for objectives of pools without pool-metrics. */
final class CountingRecorder extends StubRecorder {
    private final ConcurrentMap<Long, LongAdder> waits = new ConcurrentHashMap<>();

    @Override
    protected void onTimes(long waitNanos, long runNanos) {
        waits.computeIfAbsent(waitNanos / 1_000_000, millis -> new LongAdder()).increment();
    }

    @Override
    public long[] countsUpTo(Series series, long... limitsNanos) {
        long upTo = 0;
        long all = 0;
        for (var entry : waits.entrySet()) {
            long count = entry.getValue().sum();
            all += count;
            upTo += entry.getKey() * 1_000_000 <= limitsNanos[0] ? count : 0;
        }
        return new long[] {upTo, all};
    }
}
