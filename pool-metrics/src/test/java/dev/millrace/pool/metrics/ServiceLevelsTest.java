package dev.millrace.pool.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.LatencySampling;
import dev.millrace.pool.PoolListener;
import dev.millrace.pool.Series;
import dev.millrace.pool.SizingPolicy;
import dev.millrace.pool.Slo;
import dev.millrace.pool.SloState;
import dev.millrace.pool.SloStatus;
import dev.millrace.pool.WorkerPool;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The three objectives of a service on a real pool that records with HdrHistogram: an incident breaks all of them, the pool sheds, and they come back. */
class ServiceLevelsTest {
    private static final Duration WINDOW = Duration.ofSeconds(1);

    private static void await(BooleanSupplier condition, Supplier<?> otherwise) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(2))
                .untilAsserted(() -> assertThat(condition.getAsBoolean())
                        .as("%s", otherwise.get())
                        .isTrue());
    }

    private static Map<String, SloState> states(WorkerPool pool) {
        return pool.slos().stream()
                .collect(Collectors.toMap(status -> status.slo().name(), SloStatus::state));
    }

    private static boolean areAll(WorkerPool pool, SloState state) {
        return states(pool).values().stream().allMatch(state::equals);
    }

    @Test
    void goThroughAnIncidentAndComeBack() {
        List<SloStatus> told = new CopyOnWriteArrayList<>();
        PoolListener listener = new PoolListener() {
            @Override
            public void slo(SloStatus status) {
                told.add(status);
            }
        };
        try (WorkerPool pool = WorkerPool.builder("service")
                .workers(2)
                .sizing(SizingPolicy.fixed())
                .queueCapacity(64)
                .latency(LatencySampling.EXACT)
                .uncaughtHandler((thread, failure) -> {})
                .listener(listener)
                .slo(
                        Slo.p99(Series.RUN, Duration.ofMillis(20)).over(WINDOW),
                        Slo.depthBelow(0.5, 0.9).over(WINDOW).shedding(),
                        Slo.errorsBelow(0.1).over(WINDOW))
                .build()) {
            for (int i = 0; i < 20; i++) {
                pool.execute(() -> {});
            }
            await(() -> pool.slos().get(0).events() == 20, pool::slos);
            assertThat(areAll(pool, SloState.OK)).as("%s", pool.slos()).isTrue();

            long refused = incident(pool);

            assertThat(pool.stats().rejections().shed()).isEqualTo(refused);
            await(() -> areAll(pool, SloState.OK), pool::slos);
            await(
                    () -> told.stream()
                                    .filter(status -> status.state() == SloState.OK)
                                    .count()
                            >= 3,
                    () -> told);
            for (String name : List.of("latency", "depth", "errors")) {
                assertThat(told)
                        .filteredOn(status -> status.slo().name().equals(name))
                        .extracting(SloStatus::state)
                        .as(name)
                        .contains(SloState.BREACHED)
                        .endsWith(SloState.OK);
            }
        }
    }

    /** Slow jobs that fail, more than the workers can do; how many were shed. */
    private static long incident(WorkerPool pool) {
        long[] refused = new long[1];
        await(
                () -> {
                    try {
                        pool.execute(() -> {
                            LockSupport.parkNanos(30_000_000);
                            throw new IllegalStateException("fails");
                        });
                    } catch (RejectedExecutionException shed) {
                        assertThat(shed).hasMessageContaining("sheds load, since objective depth");
                        refused[0]++;
                    }
                    return refused[0] > 0 && areAll(pool, SloState.BREACHED);
                },
                pool::slos);
        return refused[0];
    }
}
