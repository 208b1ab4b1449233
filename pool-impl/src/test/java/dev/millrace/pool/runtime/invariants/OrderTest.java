package dev.millrace.pool.runtime.invariants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.Scale;
import dev.millrace.pool.runtime.support.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One worker starts jobs exactly in the order in which they were submitted. */
@Guarded
class OrderTest {

    @ParameterizedTest(name = "{0}, lanes of {1}, chunks of {2}, capacity {3}")
    @CsvSource({
        "COOPERATIVE, 64, 32, 1024",
        "COOPERATIVE, 4, 32, 1024",
        "COOPERATIVE, 4, 3, 100",
        "COOPERATIVE, 64, 1, 50",
        "COOPERATIVE, 4, 32, 1",
        "DEDICATED_1, 64, 32, 1024",
        "DEDICATED_1, 4, 32, 1024",
        "DEDICATED_1, 4, 3, 100",
        "DEDICATED_1, 64, 1, 50",
        "DEDICATED_1, 4, 32, 1"
    })
    void ofSinglesAndBatches(Mode mode, int lane, int chunk, int capacity, Seed seed) {
        int jobs = Scale.rounds(40_000);
        List<Integer> order = new ArrayList<>(jobs);
        SplittableRandom random = seed.random(0);
        try (WorkerPool pool = mode.pool("order", 1)
                .laneCapacity(lane)
                .chunking(chunk)
                .queueCapacity(capacity)
                .build()) {
            for (int at = 0; at < jobs; ) {
                int size = Math.min(jobs - at, random.nextInt(4) > 0 ? 1 : 1 + random.nextInt(Math.min(capacity, 100)));
                List<Runnable> some = new ArrayList<>();
                for (int end = at + size; at < end; at++) {
                    int number = at;
                    some.add(() -> order.add(number));
                }
                pool.executeAll(some);
            }
        }
        assertThat(order).hasSize(jobs);
        for (int i = 0; i < jobs; i++) {
            if (order.get(i) != i) {
                throw new AssertionError("at place " + i + " ran job " + order.get(i));
            }
        }
    }
}
