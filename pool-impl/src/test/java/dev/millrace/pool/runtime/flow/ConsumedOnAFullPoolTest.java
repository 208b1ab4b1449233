package dev.millrace.pool.runtime.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.FanIn;
import dev.millrace.pool.FanOut;
import dev.millrace.pool.FanResult;
import dev.millrace.pool.JobHandle;
import dev.millrace.pool.Pipeline;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Accounts;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.Jobs;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A worker that reads results while its pool is full runs the turns itself: it leaves nothing behind in the line of those that wait for room. */
@Guarded
class ConsumedOnAFullPoolTest {
    private static final int RESULTS = 2_000;

    private enum Way {
        MAP_AS_COMPLETED {
            @Override
            int read(WorkerPool pool, List<Integer> inputs) {
                try (FanIn<FanResult<Integer, Integer>> results =
                        pool.mapAsCompleted(inputs, i -> i, FanOut.collectAll())) {
                    return count(results);
                }
            }
        },
        MAP_OF_AN_ITERATOR {
            @Override
            int read(WorkerPool pool, List<Integer> inputs) {
                return pool.map(inputs.iterator(), i -> i, FanOut.collectAll()).size();
            }
        },
        PIPELINE {
            @Override
            int read(WorkerPool pool, List<Integer> inputs) {
                try (Pipeline<Integer> results = pool.pipeline(inputs)
                        .stage("first", 2, i -> i)
                        .stage("second", 2, i -> i)
                        .open()) {
                    return count(results);
                }
            }
        };

        abstract int read(WorkerPool pool, List<Integer> inputs);

        static int count(Iterable<?> results) {
            int count = 0;
            for (Object ignored : results) {
                count++;
            }
            return count;
        }
    }

    @ParameterizedTest
    @CsvSource({"MAP_AS_COMPLETED, 1", "MAP_OF_AN_ITERATOR, 1", "PIPELINE, 1", "MAP_AS_COMPLETED, 16"})
    void leavesNobodyInTheLine(Way way, int capacity) throws Exception {
        List<Integer> inputs = IntStream.range(0, RESULTS).boxed().toList();
        WorkerPool pool =
                WorkerPool.builder("line").workers(2).queueCapacity(capacity).build();
        Gate held = Gate.holding(pool, 1);
        JobHandle<Integer> reader = pool.submit(() -> {
            while (pool.tryExecute(Jobs.NOTHING)) {
                Thread.onSpinWait();
            }
            int read = way.read(pool, inputs);
            assertThat(pool.stats().depth().blockedProducers()).isZero();
            return read;
        });
        assertThat(reader.get()).isEqualTo(RESULTS);
        held.open();

        CountDownLatch ran = new CountDownLatch(1);
        pool.execute(ran::countDown);
        Await.zero(ran, pool);
        Await.asleep(pool, 2);
        assertThat(pool.stats().depth().blockedProducers()).isZero();
        // No job is told of that nobody has submitted.
        assertThat(pool.stats().jobs().accepted()).isLessThanOrEqualTo(capacity + 8L);
        assertThat(pool.tryExecute(Jobs.NOTHING)).isTrue();
        Accounts.assertClosed(pool.close(Duration.ofSeconds(10)));
    }
}
