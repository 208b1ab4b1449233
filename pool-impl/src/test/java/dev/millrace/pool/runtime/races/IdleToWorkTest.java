package dev.millrace.pool.runtime.races;

import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.Scale;
import dev.millrace.pool.runtime.support.Seed;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * From sleep to work and back, 10^5 times as the pool itself counts them, and with {@code -Dmillrace.scale=10} 10^6 times: no job waits while a worker sleeps for good. There is no safety net that could hide one: workers park without a limit, and nothing else
 * wakes them here.
 */
@Guarded
@Timeout(value = 1, unit = TimeUnit.HOURS)
class IdleToWorkTest {

    @ParameterizedTest
    @CsvSource({"COOPERATIVE, 1, 30000", "COOPERATIVE, 3, 40000", "DEDICATED_1, 2, 30000"})
    void noneIsLost(Mode mode, int workers, int transitions, Seed seed) {
        SplittableRandom random = seed.random(0);
        AtomicLong ran = new AtomicLong();
        try (WorkerPool pool = mode.pool("idle-work", workers).laneCapacity(4).build()) {
            long submitted = 0;
            int most = Scale.rounds(transitions);
            // A worker that is awake needs no waking, so rounds are more than transitions.
            for (int round = 0; round % 64 != 0 || pool.stats().flow().wakes() < most; round++) {
                if (random.nextInt(4) > 0) {
                    Await.asleep(pool, workers);
                } else {
                    spin(random.nextInt(1_000));
                }
                int jobs = 1 + random.nextInt(2);
                for (int i = 0; i < jobs; i++) {
                    pool.execute(ran::incrementAndGet);
                }
                submitted += jobs;
                long expected = submitted;
                Await.spinning(() -> ran.get() == expected, () -> ran + " of " + expected + ":\n" + pool.explain());
            }
        }
    }

    private static void spin(int times) {
        for (int i = 0; i < times; i++) {
            Thread.onSpinWait();
        }
    }
}
