package dev.millrace.pool.runtime.races;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.DrainReport;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Accounts;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.Ledger;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.Scale;
import dev.millrace.pool.runtime.support.Seed;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Workers come and go very often under a load of which much is stolen, since some jobs take a hundred times as long as others: 10^4 changes, and with {@code -Dmillrace.scale=10} 10^5. */
@Guarded
@Timeout(value = 1, unit = TimeUnit.HOURS)
class GrowAndShrinkTest {
    private static final int CHANGES = 5_000;
    private static final int NUMBERS = 1 << 14;
    private static final int MOST_BATCH = 40;

    @ParameterizedTest
    @EnumSource(names = {"COOPERATIVE", "DEDICATED_1"})
    void eachJobRunsOnce(Mode mode, Seed seed) {
        int changes = Scale.rounds(CHANGES);
        WorkerPool pool =
                mode.pool("grow-shrink", 1).queueCapacity(200).laneCapacity(4).build();
        Ledger ledger = new Ledger(NUMBERS);
        AtomicIntegerArray submitted = new AtomicIntegerArray(NUMBERS);
        Load load = new Load(pool, ledger, submitted, seed.random(1));
        Thread submitter = new Thread(load, "submitter");
        submitter.start();
        SplittableRandom random = seed.random(2);
        while (pool.stats().flow().resizes() < changes || pool.stats().flow().stolenJobs() < changes / 10) {
            int size = 1 + random.nextInt(4);
            pool.resize(size, size);
        }
        load.over = true;
        Await.end(submitter);
        pool.resize(1, 1);
        // Without a close, which would wake whoever slept over a job.
        Await.asleep(pool, 1);
        for (int job = 0; job < NUMBERS; job++) {
            assertThat(ledger.runs(job)).as("runs of %s", job).isEqualTo(submitted.get(job));
        }
        DrainReport report = pool.close(Duration.ofSeconds(20));
        Accounts.assertClosed(report);
        assertThat(report.stats().jobs().completed()).isEqualTo(ledger.total());
    }

    /** Submits without end; each number again and again. */
    private static final class Load implements Runnable {
        private final WorkerPool pool;
        private final Ledger ledger;
        private final AtomicIntegerArray submitted;
        private final SplittableRandom random;
        private volatile boolean over;

        Load(WorkerPool pool, Ledger ledger, AtomicIntegerArray submitted, SplittableRandom random) {
            this.pool = pool;
            this.ledger = ledger;
            this.submitted = submitted;
            this.random = random;
        }

        @Override
        public void run() {
            int number = 0;
            while (!over) {
                int size = Math.min(1 + random.nextInt(MOST_BATCH), NUMBERS - number);
                for (int i = number; i < number + size; i++) {
                    submitted.incrementAndGet(i);
                }
                int slow = number;
                if (random.nextBoolean()) {
                    pool.executeAll(ledger.jobs(number + 1, number + size));
                } else {
                    ledger.jobs(number + 1, number + size).forEach(pool::execute);
                }
                pool.execute(() -> {
                    ledger.ran(slow);
                    for (int i = 0; i < 3_000; i++) {
                        Thread.onSpinWait();
                    }
                });
                number = (number + size) % NUMBERS;
            }
        }
    }
}
