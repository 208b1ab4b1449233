package dev.millrace.pool.runtime.lane;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A lane of four elements between a producer and several takers, its owner and thieves, each under the lease. Who finds the lease held tries again, so that "nothing" means empty. Elements never repeat, so each
 * answer says which one it was.
 */
@Tag("lincheck")
public class LaneLincheckTest {
    private final Lane lane = new Lane(4);
    private int next;

    /** As a dispatcher does it; which one, or -1 if there is no room. */
    @Operation(nonParallelGroup = "producer")
    public int put() {
        take(lane.producer());
        try {
            if (lane.room() == 0) {
                return -1;
            }
            lane.put(next);
            return next++;
        } finally {
            lane.producer().release();
        }
    }

    /** As a worker takes. */
    @Operation
    public Object poll() {
        take(lane.lease());
        try {
            return lane.poll();
        } finally {
            lane.lease().release();
        }
    }

    /** As one looks who leaves the element where it is, for now. */
    @Operation
    public Object peek() {
        take(lane.lease());
        try {
            return lane.peek();
        } finally {
            lane.lease().release();
        }
    }

    private static void take(Claim claim) {
        claim.takeForGood();
    }

    @Test
    void shouldBeLinearizableUnderModelChecking() {
        check(new ModelCheckingOptions().iterations(10).invocationsPerIteration(400));
    }

    @Test
    void shouldBeLinearizableUnderStress() {
        check(new StressOptions().iterations(4).invocationsPerIteration(200));
    }

    private void check(Options<?, ?> options) {
        options.threads(2).actorsPerThread(2).actorsBefore(1).actorsAfter(1).check(getClass());
    }
}
