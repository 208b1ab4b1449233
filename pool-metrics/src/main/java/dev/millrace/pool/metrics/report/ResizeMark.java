package dev.millrace.pool.metrics.report;

import dev.millrace.pool.SizingRecord;
import java.time.Instant;

/**
 * A change of a pool's size, or of what decides it.
 *
 * @param at when
 * @param from size before
 * @param to size after
 * @param cause who asked
 * @param reason why, in words
 */
public record ResizeMark(Instant at, int from, int to, SizingRecord.Cause cause, String reason) {

    static ResizeMark of(SizingRecord record) {
        return new ResizeMark(record.at(), record.from(), record.to(), record.cause(), record.reason());
    }

    /** Such as {@code 2 to 3}. */
    String change() {
        return from == to ? "stays " + to : from + " to " + to;
    }
}
