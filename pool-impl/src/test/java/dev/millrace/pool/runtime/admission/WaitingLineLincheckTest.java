package dev.millrace.pool.runtime.admission;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who waits for room, without a thread, beside jobs that depart and a close. After each scenario nobody waits beside a free place, and each was answered once and truly. */
@Tag("lincheck")
public class WaitingLineLincheckTest {
    private static final int CAPACITY = 2;

    private final AtomicLong departed = new AtomicLong();
    private final Admission admission = new Admission(CAPACITY, new Departures(departed::get));
    private final WaitingLine line = new WaitingLine(admission);
    private final AtomicInteger joined = new AtomicInteger();
    private final AtomicInteger admitted = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();

    public WaitingLineLincheckTest() {
        admission.tryAdmit(CAPACITY);
        admitted.set(CAPACITY);
    }

    @Operation
    public void join() {
        joined.incrementAndGet();
        line.awaitApart(position -> (position < 0 ? refused : admitted).incrementAndGet(), () -> {});
    }

    /** A job starts, if one is there. */
    @Operation(nonParallelGroup = "worker")
    public void depart() {
        if (departed.get() < admission.accepted()) {
            departed.incrementAndGet();
            line.roomMade();
        }
    }

    @Operation(runOnce = true)
    public void close() {
        admission.close();
        line.closed();
    }

    @Validate
    public void nobodyWaitsBesideAFreePlace() {
        int waiting = line.size();
        long depth = admission.accepted() - departed.get();
        if (admission.accepted() != admitted.get() || depth > CAPACITY) {
            throw new IllegalStateException(admitted + " were told that they are in, accepted are "
                    + admission.accepted() + ", of which " + depth + " wait");
        }
        if (CAPACITY + joined.get() != admitted.get() + refused.get() + waiting) {
            throw new IllegalStateException(
                    joined + " came, " + admitted + " are in, " + refused + " refused, " + waiting + " in the line");
        }
        if (waiting > 0 && (depth < CAPACITY || admission.isClosed())) {
            throw new IllegalStateException(waiting + " in the line beside " + depth + " of " + CAPACITY);
        }
    }

    @Test
    void shouldLetNobodyWaitBesideRoomUnderModelChecking() {
        check(new ModelCheckingOptions().iterations(5).invocationsPerIteration(50));
    }

    @Test
    void shouldLetNobodyWaitBesideRoomUnderStress() {
        check(new StressOptions().iterations(4).invocationsPerIteration(200));
    }

    private void check(Options<?, ?> options) {
        options.threads(2).actorsPerThread(3).actorsBefore(0).actorsAfter(0).check(getClass());
    }
}
