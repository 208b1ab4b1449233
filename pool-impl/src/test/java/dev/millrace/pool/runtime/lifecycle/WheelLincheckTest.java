package dev.millrace.pool.runtime.lifecycle;

import dev.millrace.pool.DrainReport;
import dev.millrace.pool.PoolState;
import dev.millrace.pool.PoolStats;
import java.time.Duration;
import java.util.List;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who brings a close to its end: the wheel is taken, given back without an end as after a failure, or with one, while others ask for it. Each answer must be true of one moment. */
@Tag("lincheck")
public class WheelLincheckTest {
    private static final DrainReport REPORT = new DrainReport(
            new PoolStats(
                    "lincheck",
                    PoolState.TERMINATED,
                    new PoolStats.Jobs(0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
                    new PoolStats.Depth(0, 1, 0, 0, 0, 0, 0),
                    new PoolStats.Workers(1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 0, false, 0, 0, 0),
                    new PoolStats.Flow(0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
                    new PoolStats.Fans(0, 0, 0, 0, 0),
                    PoolStats.Rejections.NONE,
                    PoolStats.Resizes.NONE),
            List.of(),
            List.of(),
            Duration.ZERO);

    private final Wheel wheel = new Wheel();

    @Operation
    public boolean take() {
        return wheel.take();
    }

    @Operation
    public void giveUp() {
        wheel.leave(null);
    }

    @Operation
    public void end() {
        wheel.leave(REPORT);
    }

    @Operation
    public boolean hasEnded() {
        return wheel.report() != null;
    }

    @Operation
    public boolean hasEndedNow() throws InterruptedException {
        return wheel.awaitReport(() -> 0);
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
