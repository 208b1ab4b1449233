package dev.millrace.pool.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.runtime.handle.Runner;
import dev.millrace.pool.runtime.idle.Idle;
import dev.millrace.pool.runtime.job.Race;
import dev.millrace.pool.runtime.seat.Seats;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.Scale;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@Guarded
class WaitsTest {
    private static final int WORKERS = 2;

    /** Whoever comes last, the number of spares that was asked for last is 0 when nobody waits. */
    @Test
    void shouldGiveAllSparesBackWhenNobodyWaits() throws Exception {
        Seats seats = new Seats(4, 1);
        AtomicInteger spares = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Waits waits = new Waits(new Idle(seats::sleepers), seats, () -> true, new Failures("waits", (thread, e) -> {}));
        waits.hireBy(count -> {
            spares.set(count);
            most.accumulateAndGet(count, Math::max);
            return WORKERS;
        });
        AtomicInteger arrivals = new AtomicInteger();
        AtomicInteger kept = new AtomicInteger();
        Callable<Void> waiter = () -> {
            Runner me = Runner.enter(null, () -> false);
            for (int round = 0; round < Scale.rounds(150_000); round++) {
                waits.begin(me);
                waits.look();
                meet(arrivals);
                waits.end(me);
                meet(arrivals);
                kept.addAndGet(spares.get());
                meet(arrivals);
            }
            Runner.leave();
            return null;
        };
        Race.run(Collections.nCopies(WORKERS, waiter));
        assertThat(kept).as("spares that stayed when nobody waited").hasValue(0);
        assertThat(most).hasValue(WORKERS);
        assertThat(waits.count()).isZero();
    }

    @SuppressWarnings("ThreadPriorityCheck")
    private static void meet(AtomicInteger arrivals) {
        int arrived = arrivals.incrementAndGet();
        int all = (arrived + WORKERS - 1) / WORKERS * WORKERS;
        while (arrivals.get() < all) {
            Thread.yield();
        }
    }
}
