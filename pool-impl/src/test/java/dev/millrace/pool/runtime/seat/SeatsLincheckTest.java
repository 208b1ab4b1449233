package dev.millrace.pool.runtime.seat;

import dev.millrace.pool.runtime.idle.Sleeper;
import java.util.Arrays;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The set of workers' places: taken and left while others read it. Each answer must be true of one moment, and no slot is lent twice. */
@Tag("lincheck")
public class SeatsLincheckTest {
    private final Seats seats = new Seats(4, 2);

    /** The number of its slot. */
    @Operation
    public int come() {
        return seats.take(new Sleeper()).slot().number();
    }

    /** The first goes; its slot is for the next who comes. */
    @Operation(nonParallelGroup = "leaver")
    public boolean go() {
        Seat[] taken = seats.taken();
        if (taken.length > 0) {
            seats.leave(taken[0]);
        }
        return taken.length > 0;
    }

    @Operation
    public int places() {
        return seats.taken().length;
    }

    @Validate
    public void noSlotIsLentTwice() {
        long lent = Arrays.stream(seats.taken()).map(Seat::slot).distinct().count();
        if (lent != seats.taken().length || seats.sleepers().length != seats.taken().length) {
            throw new IllegalStateException(seats.taken().length + " places on " + lent + " slots, with "
                    + seats.sleepers().length + " sleepers");
        }
    }

    @Test
    void shouldBeLinearizableUnderModelChecking() {
        check(new ModelCheckingOptions().iterations(5).invocationsPerIteration(50));
    }

    @Test
    void shouldBeLinearizableUnderStress() {
        check(new StressOptions().iterations(4).invocationsPerIteration(200));
    }

    private void check(Options<?, ?> options) {
        options.threads(2).actorsPerThread(3).actorsBefore(1).actorsAfter(1).check(getClass());
    }
}
