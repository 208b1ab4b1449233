package dev.millrace.pool.runtime.admission;

import java.util.concurrent.atomic.AtomicLong;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every answer, refusals included, must be true of one moment; although departures lie in two cells that are read one after the other. */
@Tag("lincheck")
@Param(name = "jobs", gen = IntGen.class, conf = "1:2")
public class AdmissionLincheckTest {
    /** More than a scenario has operations: so there is always somebody who can depart. One has at the beginning: the interesting states are those with one place. */
    private static final int CAPACITY = 12;

    private final AtomicLong cell = new AtomicLong();
    private final AtomicLong otherCell = new AtomicLong();
    private final Admission admission = new Admission(CAPACITY, new Departures(() -> cell.get() + otherCell.get()));

    public AdmissionLincheckTest() {
        admission.tryAdmit(CAPACITY);
        cell.set(1);
    }

    @Operation
    public long admit(@Param(name = "jobs") int jobs) {
        return admission.tryAdmit(jobs);
    }

    @Operation
    public void depart() {
        cell.incrementAndGet();
    }

    @Operation
    public void departElsewhere() {
        otherCell.incrementAndGet();
    }

    @Operation
    public long accepted() {
        return admission.accepted();
    }

    @Operation(runOnce = true)
    public void close() {
        admission.close();
    }

    @Test
    void shouldBeLinearizableUnderModelChecking() {
        // The pauses of a submitter that stands back are a loop, but not one that hangs.
        check(new ModelCheckingOptions().loopBound(1_000).iterations(24).invocationsPerIteration(100));
    }

    @Test
    void shouldBeLinearizableUnderStress() {
        check(new StressOptions().iterations(10).invocationsPerIteration(500));
    }

    private void check(Options<?, ?> options) {
        options.threads(2)
                .actorsPerThread(3)
                .actorsBefore(1)
                .actorsAfter(1)
                .sequentialSpecification(Bound.class)
                .check(getClass());
    }

    /** What it has to be like: two numbers and a flag. */
    public static final class Bound {
        private long accepted = CAPACITY;
        private long departed = 1;
        private boolean closed;

        public long admit(int jobs) {
            if (closed) {
                return Admission.CLOSED;
            }
            if (accepted - departed + jobs > CAPACITY) {
                return Admission.FULL;
            }
            accepted += jobs;
            return accepted - jobs;
        }

        public void depart() {
            departed++;
        }

        public void departElsewhere() {
            departed++;
        }

        public long accepted() {
            return accepted;
        }

        public void close() {
            closed = true;
        }
    }
}
