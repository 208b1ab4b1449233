package dev.millrace.pool.runtime.job;

import java.util.ArrayList;
import java.util.List;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Owner and thieves of one chunk in all orders that few operations allow. Both counters stand before their wrap. A thief that was beaten tries again, so that
 * "nothing" means empty.
 */
@Tag("lincheck")
public class ChunkLincheckTest {
    private final Chunk chunk = new Chunk((1L << Chunk.STARTED_BITS) - 2, (1 << 18) - 2);
    private int next;

    /** Three jobs; in turns lent by somebody's array and put into the chunk's own. */
    @Operation(nonParallelGroup = "owner")
    public int refill() {
        if (chunk.size() > 0) {
            return 0;
        }
        if (next % 2 == 0) {
            chunk.borrow(new Object[] {null, next++, next++, next++, null}, 1, 3);
        } else {
            for (int i = 0; i < 3; i++) {
                chunk.add(next++);
            }
            chunk.publish();
        }
        return 3;
    }

    @Operation(nonParallelGroup = "owner")
    public Object claim() {
        return chunk.claim();
    }

    @Operation(nonParallelGroup = "owner")
    public boolean forget() {
        boolean empty = chunk.size() == 0;
        if (empty) {
            chunk.forgetStolen();
        }
        return empty;
    }

    @Operation
    public List<Object> steal() {
        Chunk thief = new Chunk();
        while (chunk.stealHalf(thief) == 0) {
            if (chunk.size() == 0) {
                return List.of();
            }
        }
        List<Object> loot = new ArrayList<>();
        thief.drain(loot::add);
        return loot;
    }

    @Operation
    public List<Object> drain() {
        List<Object> all = new ArrayList<>();
        chunk.drain(all::add);
        return all;
    }

    @Operation
    public int size() {
        return chunk.size();
    }

    @Operation
    public long started() {
        return chunk.started();
    }

    @Test
    void shouldBeLinearizableUnderModelChecking() {
        check(new ModelCheckingOptions().iterations(8).invocationsPerIteration(300));
    }

    @Test
    void shouldBeLinearizableUnderStress() {
        check(new StressOptions().iterations(12).invocationsPerIteration(500));
    }

    private void check(Options<?, ?> options) {
        options.threads(3).actorsPerThread(3).actorsBefore(1).actorsAfter(1).check(getClass());
    }
}
