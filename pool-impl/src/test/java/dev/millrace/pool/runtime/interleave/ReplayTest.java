package dev.millrace.pool.runtime.interleave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.Scale;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A seed is an order. */
@Guarded
class ReplayTest {

    @Test
    void shouldPassTheSamePointsInTheSameOrderByTheSameSeed() {
        Set<Object> orders = new HashSet<>();
        int seeds = 5;
        for (int seed = 0; seed < seeds; seed++) {
            Schedule.Outcome first = jobs(seed);
            for (int again = 0; again < Scale.rounds(20); again++) {
                Schedule.Outcome next = jobs(seed);
                assertThat(next.trace()).isEqualTo(first.trace());
            }
            orders.add(first.trace());
        }
        assertThat(orders).as("different seeds").hasSize(seeds);
    }

    private static Schedule.Outcome jobs(long seed) {
        return Interleavings.one(seed, 200, stage -> {
            AtomicInteger runs = new AtomicInteger();
            WorkerPool pool = stage.pool(2);
            for (int submitter = 0; submitter < 2; submitter++) {
                stage.actor("submitter", () -> {
                    for (int i = 0; i < 3; i++) {
                        pool.execute(runs::incrementAndGet);
                    }
                });
            }
            stage.play();
            assertThat(runs).hasValue(6);
        });
    }
}
