package dev.millrace.pool.runtime.handles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pool.FanIn;
import dev.millrace.pool.FanOut;
import dev.millrace.pool.FanResult;
import dev.millrace.pool.JobHandle;
import dev.millrace.pool.PoolExecutorService;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A time-out of less than nothing is over at once, also where it is so much less that a sum would overflow. */
@Guarded
class NegativeTimeoutsTest {

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE / 2, Long.MIN_VALUE})
    void areOverAtOnce(long seconds) throws Exception {
        try (WorkerPool pool = WorkerPool.builder("negative").workers(1).build();
                Gate held = Gate.holding(pool, 1)) {
            PoolExecutorService view = pool.asExecutorService();
            Callable<Integer> job = () -> 1;
            JobHandle<Integer> handle = pool.submit(job);

            assertThatThrownBy(() -> handle.get(seconds, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
            assertThat(view.invokeAll(List.of(job), seconds, TimeUnit.SECONDS)).allMatch(Future::isCancelled);
            assertThatThrownBy(() -> view.invokeAny(List.of(job), seconds, TimeUnit.SECONDS))
                    .isInstanceOf(TimeoutException.class);
            assertThat(view.awaitTermination(seconds, TimeUnit.SECONDS)).isFalse();
            try (FanIn<FanResult<Integer, Integer>> results =
                    pool.mapAsCompleted(List.of(1), i -> i, FanOut.collectAll())) {
                assertThat(results.next(Duration.ofSeconds(seconds))).isEmpty();
            }
        }
    }
}
