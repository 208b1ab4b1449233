package dev.millrace.pool.runtime.idle;

import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two workers that go to sleep, search and leave the search, beside publishers, in all orders that few operations allow. Nobody parks: a worker that is woken is a searcher, as its thread would be. After each scenario the word counts
 * the sleepers that there are, and none of them sleeps beside work that nobody answers for.
 */
@Tag("lincheck")
public class IdleLincheckTest {
    private final Sleeper[] sleepers = {new Sleeper(), new Sleeper()};
    private final Idle idle = new Idle(() -> sleepers);
    private final AtomicInteger work = new AtomicInteger();
    private int searchers;

    public IdleLincheckTest() {
        for (int i = 0; i < 2; i++) {
            idle.trySearch(4);
        }
        searchers = 2;
    }

    @Operation
    public void publish() {
        work.incrementAndGet();
        idle.wakeOne(null);
    }

    /** The first worker finds nothing. It sleeps once: only its own thread could end that. */
    @Operation(runOnce = true)
    public void sleep() {
        rest(sleepers[0]);
    }

    /** The second worker finds nothing. */
    @Operation(runOnce = true)
    public void otherSleep() {
        rest(sleepers[1]);
    }

    private void rest(Sleeper self) {
        if (idle.announceSleep(self, true) && work.get() > 0) {
            idle.wakeSurely(self);
        }
    }

    /** Somebody else searches for a moment, and finds a job of its own. */
    @Operation
    public void search() {
        if (idle.trySearch(6) && idle.endSearch() && work.get() > 0) {
            idle.wakeOne(null);
        }
    }

    @Validate
    public void nobodySleepsBesideWork() {
        int sleeping = 0;
        for (Sleeper sleeper : sleepers) {
            sleeping += sleeper.isSleeping() ? 1 : 0;
        }
        if (sleeping != idle.sleeping() || idle.searching() + sleeping != searchers) {
            throw new IllegalStateException(
                    sleeping + " sleep, counted are " + idle.sleeping() + " and " + idle.searching() + " who search");
        }
        if (work.get() > 0 && idle.searching() == 0) {
            throw new IllegalStateException(sleeping + " sleep beside work");
        }
    }

    @Test
    void shouldLoseNoWakeUpUnderModelChecking() {
        check(new ModelCheckingOptions().iterations(5).invocationsPerIteration(50));
    }

    @Test
    void shouldLoseNoWakeUpUnderStress() {
        check(new StressOptions().iterations(4).invocationsPerIteration(200));
    }

    private void check(Options<?, ?> options) {
        options.threads(3).actorsPerThread(2).actorsBefore(0).actorsAfter(0).check(getClass());
    }
}
