package dev.millrace.pool.runtime.fan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.FanOut;
import dev.millrace.pool.FanResult;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Guarded;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A mapping that ends while short inputs run, dozens between two readings of the clock. */
@Guarded
@Timeout(120)
class EarlyEndTest {
    private static final int ROUNDS = 60;
    private static final int INPUTS = 200_000;
    private static final int CULPRIT = 60_000;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void tellsNothingAsNeverBegunThatRan(boolean byFailure) {
        List<Integer> inputs = IntStream.range(0, INPUTS).boxed().toList();
        try (WorkerPool pool = WorkerPool.builder("early").workers(3).build()) {
            for (int round = 0; round < ROUNDS; round++) {
                AtomicIntegerArray ran = new AtomicIntegerArray(INPUTS);
                Iterable<FanResult<Integer, Integer>> results = pool.map(
                        inputs,
                        input -> {
                            ran.set(input, 1);
                            if (byFailure && input == CULPRIT) {
                                throw new IllegalStateException("ends the others");
                            }
                            return input;
                        },
                        byFailure ? FanOut.failFast() : FanOut.collectAll().within(Duration.ofMillis(1)));

                for (FanResult<Integer, Integer> result : results) {
                    if (result.outcome().trace().worker() == null) {
                        assertThat(ran.get(result.input()))
                                .as("%s of round %d ran", result, round)
                                .isZero();
                    }
                }
            }
        }
    }
}
