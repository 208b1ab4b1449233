package dev.millrace.pool.runtime.control;

import dev.millrace.pool.PoolStats;
import dev.millrace.pool.SizingRecord;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;

/**
 * The last decisions about the size. Decisions of one cause, other than by hand, that change nothing and follow each other take one place, that of the latest: a quiet hour does not push
 * out the morning's growth. Guarded by its monitor.
 */
public final class DecisionLog {
    private static final int KEPT = 64;

    private final ArrayDeque<SizingRecord> records = new ArrayDeque<>();
    private PoolStats.Resizes resizes = PoolStats.Resizes.NONE;

    private final Consumer<SizingRecord> told;

    /** Nothing decided yet, and nobody to tell. */
    public DecisionLog() {
        this(record -> {});
    }

    /**
     * Nothing decided yet.
     *
     * @param told gets each decision that changes the size, or could not be had or used; by whoever adds it, in the order of adding if that is one at a time, and not under the monitor
     */
    public DecisionLog(Consumer<SizingRecord> told) {
        this.told = told;
    }

    /** Adds the latest decision. */
    public void add(SizingRecord record) {
        keep(record);
        boolean had = record.cause() == SizingRecord.Cause.POLICY || record.cause() == SizingRecord.Cause.HAND;
        if (!had || !changesNothing(record)) {
            told.accept(record);
        }
    }

    private synchronized void keep(SizingRecord record) {
        SizingRecord last = records.peekLast();
        if (last != null
                && last.cause() == record.cause()
                && record.cause() != SizingRecord.Cause.HAND
                && changesNothing(last)
                && changesNothing(record)) {
            records.removeLast();
        } else if (records.size() == KEPT) {
            records.removeFirst();
        }
        records.addLast(record);
        count(record);
    }

    private void count(SizingRecord record) {
        if (changesNothing(record)) {
            return;
        }
        boolean grown = record.to() > record.from();
        boolean byHand = record.cause() == SizingRecord.Cause.HAND;
        resizes = new PoolStats.Resizes(
                resizes.grownByPolicy() + (grown && !byHand ? 1 : 0),
                resizes.shrunkByPolicy() + (!grown && !byHand ? 1 : 0),
                resizes.grownByHand() + (grown && byHand ? 1 : 0),
                resizes.shrunkByHand() + (!grown && byHand ? 1 : 0));
    }

    private static boolean changesNothing(SizingRecord record) {
        return record.from() == record.to();
    }

    /** Forgets what is kept; what was counted stays. */
    synchronized void clear() {
        records.clear();
    }

    /** The decisions that are kept, oldest first. */
    public synchronized List<SizingRecord> records() {
        return List.copyOf(records);
    }

    /** How many decisions ever changed the size, which way, and who took them. */
    public synchronized PoolStats.Resizes resizes() {
        return resizes;
    }
}
