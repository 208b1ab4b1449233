package dev.millrace.pool.runtime.leaks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.HandlerPool;
import dev.millrace.pool.JobOptions;
import dev.millrace.pool.PoolListener;
import dev.millrace.pool.StuckJobs;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.Jobs;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.PoolThreads;
import dev.millrace.pool.runtime.support.Scale;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Thousands of pools, one after the other, each used and closed, leave no thread and at most a hundred bytes each: a megabyte of ten thousand, which are those of {@code -Dmillrace.scale=4}. */
@Guarded
@Timeout(value = 1, unit = TimeUnit.HOURS)
class PoolLivesTest {
    private static final int LIVES = Scale.rounds(2_500);
    private static final long MOST_BYTES = (1L << 20) * LIVES / 10_000;
    /** What else is in this JVM may grow once, but not each time. */
    private static final int TRIES = 5;

    @Test
    void leaveNothing() throws Exception {
        live(500);
        List<Long> growth = new ArrayList<>();
        do {
            long before = used();
            live(LIVES);
            growth.add(used() - before);
        } while (growth.get(growth.size() - 1) > MOST_BYTES && growth.size() < TRIES);
        assertThat(growth.get(growth.size() - 1))
                .as("bytes more after %s pools each: %s", LIVES, growth)
                .isLessThanOrEqualTo(MOST_BYTES);
        assertThat(PoolThreads.alive("lives")).isEmpty();
    }

    private static void live(int lives) throws Exception {
        for (int life = 0; life < lives; life++) {
            if (life % 10 == 9) {
                handle();
            } else {
                use(life);
            }
        }
    }

    private static void use(int life) throws Exception {
        Mode mode = life % 5 == 4 ? Mode.DEDICATED_1 : Mode.COOPERATIVE;
        WorkerPool pool = mode.pool("lives", 1)
                .queueCapacity(16)
                .laneCapacity(4)
                .stuckJobs(StuckJobs.reportAfter(Duration.ofHours(1)))
                .listener(new PoolListener() {})
                .build();
        pool.execute(Jobs.NOTHING);
        switch (life % 8) {
            case 0 -> pool.executeAll(List.of(Jobs.NOTHING, Jobs.NOTHING));
            case 1 -> pool.submit(() -> 1).get();
            case 2 ->
                pool.submit(() -> 1, JobOptions.none().runWithin(Duration.ofHours(1)))
                        .get();
            case 3 -> pool.keyed("key").execute(Jobs.NOTHING);
            case 4 ->
                assertThat(pool.<Integer, Integer>map(List.of(1, 2), i -> i).failures())
                        .isEmpty();
            case 5 ->
                pool.execute(() -> {
                    throw new IllegalStateException("a job that fails");
                });
            case 6 -> pool.resize(2, 2);
            default -> assertThat(pool.asExecutorService().shutdownNow()).hasSizeLessThanOrEqualTo(1);
        }
        pool.close();
    }

    private static void handle() {
        try (HandlerPool<Integer> pool = HandlerPool.builder("lives", Integer.class)
                .workers(1)
                .handler(() -> job -> {})
                .build()) {
            pool.offer(1);
        }
    }

    @SuppressWarnings("GarbageCollection")
    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
