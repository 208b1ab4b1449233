package dev.millrace.pool.runtime.strand;

import dev.millrace.pool.runtime.handle.Runner;
import dev.millrace.pool.runtime.handle.Sequence;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A key of a pool. It finds its strand by the map whenever it is asked, so it keeps none, and handles that keep it keep none. Thread-safe. */
public final class Key implements Sequence {
    private final Strands strands;
    private final Object value;

    /** The user's key in one pool. */
    public Key(Strands strands, Object value) {
        this.strands = strands;
        this.value = value;
    }

    /** The user's. */
    public Object value() {
        return value;
    }

    /** How many of its jobs wait. */
    public int waiting() {
        int hash = Strands.hash(value);
        return strands.stripe(hash).waiting(value, hash);
    }

    @Override
    public @Nullable Runner runner() {
        int hash = Strands.hash(value);
        Strand strand = strands.stripe(hash).find(value, hash);
        return strand == null ? null : strand.runner();
    }

    @Override
    public boolean isFree() {
        int hash = Strands.hash(value);
        Strand strand = strands.stripe(hash).find(value, hash);
        return strand != null && strand.isScheduled();
    }

    @Override
    public void help(Runner me, BooleanSupplier enough) {
        Strand held = strands.takeOver(value, me, false);
        if (held == null) {
            return;
        }
        try {
            do {
                strands.runNext(held);
            } while (held.size() > 0 && !enough.getAsBoolean());
        } finally {
            strands.release(held);
        }
    }
}
