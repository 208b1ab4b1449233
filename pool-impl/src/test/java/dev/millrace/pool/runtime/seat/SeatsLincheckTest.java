package dev.millrace.pool.runtime.seat;

import dev.millrace.pool.runtime.idle.Sleeper;
import java.util.Arrays;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The set of workers: threads that take and leave seats while others look. Which slot one gets, and whom one sees, is as if they had come one after the other. */
@Tag("lincheck")
@Param(name = "me", gen = ThreadIdGen.class)
public class SeatsLincheckTest {
    private static final int THREADS = 8;

    private final Seats seats = new Seats(2, 2);
    private final Seat[] mine = new Seat[THREADS];

    /** The slot that it gets, or -1 if it has one. */
    @Operation
    public int take(@Param(name = "me") int me) {
        if (mine[me] != null) {
            return -1;
        }
        mine[me] = seats.take(new Sleeper());
        return mine[me].slot().number();
    }

    @Operation
    public boolean leave(@Param(name = "me") int me) {
        Seat seat = mine[me];
        if (seat == null) {
            return false;
        }
        mine[me] = null;
        seats.leave(seat);
        return true;
    }

    /** Whom a thief would ask. */
    @Operation
    public int taken() {
        return seats.taken().length;
    }

    /** Nobody is half in: each taken seat has its sleeper, a slot of its own, and there are no more slots than there were seats at once. */
    @Validate
    public void agrees() {
        long held = Arrays.stream(mine).filter(seat -> seat != null).count();
        long slots = Arrays.stream(seats.taken()).map(Seat::slot).distinct().count();
        boolean sleepers =
                Arrays.equals(Arrays.stream(seats.taken()).map(Seat::sleeper).toArray(), seats.sleepers());
        if (held != seats.taken().length || held != slots || !sleepers || seats.slots().length > THREADS) {
            throw new IllegalStateException(held + " hold seats, " + seats.taken().length + " are taken in " + slots
                    + " slots of " + seats.slots().length);
        }
    }

    @Test
    void shouldBeLinearizableUnderModelChecking() {
        check(new ModelCheckingOptions().iterations(10).invocationsPerIteration(200));
    }

    @Test
    void shouldBeLinearizableUnderStress() {
        check(new StressOptions().iterations(5).invocationsPerIteration(300));
    }

    private void check(Options<?, ?> options) {
        options.threads(2).actorsPerThread(3).actorsBefore(0).actorsAfter(1).check(getClass());
    }
}
