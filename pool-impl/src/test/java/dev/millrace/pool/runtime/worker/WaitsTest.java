package dev.millrace.pool.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.runtime.handle.Runner;
import dev.millrace.pool.runtime.idle.Idle;
import dev.millrace.pool.runtime.job.Race;
import dev.millrace.pool.runtime.seat.Seats;
import dev.millrace.pool.runtime.support.Guarded;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@Guarded
class WaitsTest {
    private static final int WORKERS = 3;

    /** Whoever comes last, the number of spares that was asked for last is 0 when nobody waits. */
    @Test
    void shouldGiveAllSparesBackWhenNobodyWaits() {
        Race.seeded(seed -> {
            Seats seats = new Seats(4, 1);
            AtomicInteger spares = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            Waits waits =
                    new Waits(new Idle(seats::sleepers), seats, () -> true, new Failures("waits", (thread, e) -> {}));
            waits.hireBy(count -> {
                Race.spin(200); // others come meanwhile
                spares.set(count);
                most.accumulateAndGet(count, Math::max);
                return WORKERS;
            });
            for (int round = 0; round < 300; round++) {
                Race.run(waiters(waits, seed + round));
                assertThat(waits.count()).isZero();
                assertThat(spares).as("round %s", round).hasValue(0);
            }
            assertThat(most.get()).isBetween(1, WORKERS);
        });
    }

    private static List<Callable<?>> waiters(Waits waits, long seed) {
        List<Callable<?>> waiters = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            SplittableRandom random = new SplittableRandom(seed + i);
            waiters.add(() -> {
                Runner me = Runner.enter(null, () -> false);
                for (int wait = 0; wait < 20; wait++) {
                    waits.begin(me);
                    Race.spin(random.nextInt(50));
                    waits.look();
                    Race.spin(random.nextInt(50));
                    waits.end(me);
                }
                Runner.leave();
                return null;
            });
        }
        return waiters;
    }
}
