package dev.millrace.pool.runtime.worker;

import dev.millrace.pool.runtime.admission.Admission;
import dev.millrace.pool.runtime.admission.Departures;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who belongs to a pool: members come and are told to leave, while the size changes and a close stops all. Each answer must be true of one moment. */
@Tag("lincheck")
@Param(name = "size", gen = IntGen.class, conf = "1:3")
public class RosterLincheckTest {
    private final Admission admission = new Admission(1, new Departures(() -> 0));
    private final Roster roster = new Roster(new Surroundings(
            null, null, null, null, null, null, admission, null, null, null, null, null, null, false, null, null,
            null));

    public RosterLincheckTest() {
        roster.setTarget(2);
        roster.enlist(null);
    }

    @Operation
    public void resize(@Param(name = "size") int size) {
        roster.setTarget(size);
    }

    @Operation
    public boolean enlist() {
        return roster.enlist(null) != null;
    }

    @Operation
    public boolean dismiss() {
        return roster.dismiss() != null;
    }

    @Operation
    public int active() {
        return roster.active();
    }

    /** How many have to be waited for. */
    @Operation(runOnce = true)
    public int stop() {
        return roster.stop().size();
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
        options.threads(2).actorsPerThread(3).actorsBefore(0).actorsAfter(1).check(getClass());
    }
}
