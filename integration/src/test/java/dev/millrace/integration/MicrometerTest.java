package dev.millrace.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.PoolExecutorService;
import io.micrometer.core.instrument.binder.jvm.ExecutorServiceMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Micrometer's own timing of any ExecutorService; the pool's meters are in pool-metrics. */
class MicrometerTest extends OnThePool {

    @Way.InEach
    void timesEachJob(Way way) throws Exception {
        PoolExecutorService view = view(way, 2, 256);
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        ExecutorService timed = ExecutorServiceMetrics.monitor(registry, view, "view");
        List<Future<Integer>> futures = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            int number = i;
            futures.add(timed.submit(() -> number));
        }
        for (int i = 0; i < 100; i++) {
            assertThat(futures.get(i).get(30, TimeUnit.SECONDS)).isEqualTo(i);
        }
        List<Callable<Integer>> jobs = List.of(() -> 1, () -> 2, () -> 3);
        assertThat(timed.invokeAll(jobs)).hasSize(3);
        timed.shutdown();
        assertThat(timed.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        assertThat(registry.get("executor").tag("name", "view").timer().count()).isEqualTo(103);
        assertThat(registry.get("executor.idle").tag("name", "view").timer().count())
                .isEqualTo(103);
    }
}
