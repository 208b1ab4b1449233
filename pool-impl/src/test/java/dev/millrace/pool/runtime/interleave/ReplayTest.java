package dev.millrace.pool.runtime.interleave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
                assertThat(next.strays()).as("blocked where no point is").isZero();
                assertThat(next.trace()).isEqualTo(first.trace());
            }
            orders.add(first.trace());
        }
        assertThat(orders).as("different seeds").hasSize(seeds);
    }

    /** Two add to a number by reading and then writing it: some seed loses one, and that seed always does. */
    @Test
    void shouldRepeatAFailure() {
        long failing = -1;
        for (long seed = 0; failing < 0 && seed < 1_000; seed++) {
            failing = sum(seed) == 4 ? -1 : seed;
        }

        assertThat(failing).as("a seed that fails").isNotNegative();
        int sum = sum(failing);
        for (int again = 0; again < Scale.rounds(100); again++) {
            assertThat(sum(failing)).isEqualTo(sum);
        }
    }

    private static int sum(long seed) {
        AtomicInteger number = new AtomicInteger();
        Interleavings.one(seed, 20, stage -> {
            for (int adder = 0; adder < 2; adder++) {
                stage.actor("adder", () -> {
                    for (int i = 0; i < 2; i++) {
                        int read = number.get();
                        stage.step("read");
                        number.set(read + 1);
                    }
                });
            }
            stage.play();
        });
        return number.get();
    }

    @Test
    void shouldSeeThatNobodyCanGoOn() {
        assertThatThrownBy(() -> Interleavings.one(0, 20, stage -> {
                    stage.actor("waiter", () -> stage.await("what never comes", () -> false));
                    stage.play();
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("nobody can go on: [waiter-0 WAITS")
                .hasMessageContaining("repeat with -Dmillrace.seed=0");
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
