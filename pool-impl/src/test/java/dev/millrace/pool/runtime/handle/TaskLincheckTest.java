package dev.millrace.pool.runtime.handle;

import dev.millrace.pool.runtime.stats.Fate;
import java.util.concurrent.Callable;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** All that can win one job, in all orders that few operations allow: one of them does, and its place in the bound is given back once. */
@Tag("lincheck")
public class TaskLincheckTest {
    private final StubHome home = new StubHome();
    private final Task<Integer> task = new Task<>(home, (Callable<Integer>) this::job);
    private final Runner worker;
    private int runs;

    public TaskLincheckTest() {
        task.admitted(false);
        worker = Runner.enter(home, () -> false);
        Runner.leave();
    }

    private int job() {
        return ++runs;
    }

    /** Whoever runs a job leaves it only when its end is settled: an interrupt that is still on its way would reach the next. */
    @Operation(runOnce = true)
    public void work() {
        worker.outermost(task);
        if (task.begin(worker)) {
            task.runBegun(completed -> {});
            if (!task.isDone()) {
                throw new IllegalStateException("left before its end");
            }
        }
    }

    @Operation
    public boolean cancel() {
        return task.cancel(false);
    }

    @Operation
    public void expire() {
        task.expire();
    }

    /** Either may give up before a job that its worker claims and then finds expired: so who won is judged by the counts. */
    @Operation
    public void takeAway(boolean drop) {
        if (drop) {
            task.tryDrop();
        } else {
            task.tryReturn();
        }
    }

    /** The worker's own departure is its chunk's and not counted here. */
    @Validate
    public void oneWinner() {
        boolean started = Phase.ran(task.phase()) || task.runningOn() != null;
        int winners = home.count(Fate.values()) + (started ? 1 : 0);
        boolean fresh = task.phase() == Phase.NEW;
        if (winners != (fresh ? 0 : 1) || runs > 1 || runs == 1 && !started) {
            throw new IllegalStateException(winners + " winners, " + runs + " runs, " + task);
        }
    }

    @Test
    void shouldHaveOneWinnerUnderModelChecking() {
        check(new ModelCheckingOptions().iterations(10).invocationsPerIteration(150));
    }

    @Test
    void shouldHaveOneWinnerUnderStress() {
        check(new StressOptions().iterations(5).invocationsPerIteration(300));
    }

    private void check(Options<?, ?> options) {
        options.threads(2).actorsPerThread(2).actorsBefore(0).actorsAfter(1).check(getClass());
    }
}
