package dev.millrace.pool.runtime.explain;

import dev.millrace.pool.LoadSnapshot;
import dev.millrace.pool.PoolExplanation;
import dev.millrace.pool.SizingPolicy;
import dev.millrace.pool.SizingRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The size: the last decisions with what they were based on, and what the shadow would have decided. */
final class Sizing {
    private static final int DECISIONS = 8;

    private Sizing() {}

    static void tell(Lines lines, PoolExplanation data) {
        List<SizingRecord> decisions = data.decisions();
        if (decisions.isEmpty()) {
            lines.add("size     no decision yet");
        }
        int skipped = Math.max(0, decisions.size() - DECISIONS);
        decisions.subList(skipped, decisions.size()).forEach(record -> decision(lines, "size    ", record));
        SizingPolicy shadow = data.shadow();
        if (shadow != null) {
            shadow(lines, shadow, data);
        }
    }

    private static void shadow(Lines lines, SizingPolicy shadow, PoolExplanation data) {
        lines.add(
                "shadow   %s wanted another size in %,d of %,d decisions",
                shadow, data.shadowDiffered(), data.shadowAnswers());
        SizingRecord last = lastOf(data.shadowDecisions());
        if (last != null) {
            decision(lines, "        ", last);
        }
    }

    /** Those by hand tell of the shadow, not of what it wants. */
    private static @Nullable SizingRecord lastOf(List<SizingRecord> records) {
        SizingRecord last = null;
        for (SizingRecord record : records) {
            last = record.cause() == SizingRecord.Cause.HAND ? last : record;
        }
        return last;
    }

    private static void decision(Lines lines, String subject, SizingRecord record) {
        lines.add(
                "%s %s %s %d -> %d: %s",
                subject, record.at(), record.cause(), record.from(), record.to(), record.reason());
        LoadSnapshot load = record.load();
        if (load != null) {
            lines.add(
                    "         depth %,d of %,d, busy %d of %d, %,d in and %,d done in %.1f s, mean run %,d ns",
                    load.depth(),
                    load.capacity(),
                    load.busy(),
                    load.workers(),
                    load.arrivals(),
                    load.completions(),
                    load.elapsedNanos() / 1e9,
                    load.meanRunNanos());
        }
    }
}
