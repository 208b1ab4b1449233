package dev.millrace.pool.runtime.races;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.DrainReport;
import dev.millrace.pool.JobHandle;
import dev.millrace.pool.PoolExecutorService;
import dev.millrace.pool.PoolStats;
import dev.millrace.pool.WhenFull;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Accounts;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.Ledger;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.Scale;
import dev.millrace.pool.runtime.support.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A submit against the end of the pool, over very many small pools: in each of them every attempt has exactly one fate. Against {@code shutdownNow} 2^14 lives; {@code -Dmillrace.scale=64} makes 2^20 of them. */
@Guarded
@Timeout(value = 3, unit = TimeUnit.HOURS)
class SubmitAgainstEndTest {
    private static final int JOBS = 12;
    private static final int LIVES = 1 << 14;
    private static final int FEW_LIVES = 1 << 9;
    /** On a busy machine few lives are contested: so many times as many are tried. */
    private static final int PATIENCE = 8;

    private static final Duration LONG = Duration.ofSeconds(30);

    private enum End {
        SHUTDOWN_NOW {
            @Override
            List<Runnable> end(WorkerPool pool) throws InterruptedException {
                List<Runnable> unrun = pool.asExecutorService().shutdownNow();
                awaitEnd(pool);
                return unrun;
            }
        },
        SHUTDOWN {
            @Override
            List<Runnable> end(WorkerPool pool) throws InterruptedException {
                pool.asExecutorService().shutdown();
                awaitEnd(pool);
                return List.of();
            }
        },
        CLOSE {
            @Override
            List<Runnable> end(WorkerPool pool) {
                return pool.close(Duration.ZERO).handedBack();
            }
        };

        abstract List<Runnable> end(WorkerPool pool) throws InterruptedException;

        static void awaitEnd(WorkerPool pool) throws InterruptedException {
            PoolExecutorService view = pool.asExecutorService();
            assertThat(view.awaitTermination(LONG.toSeconds(), TimeUnit.SECONDS))
                    .as("%s", pool.explain())
                    .isTrue();
        }
    }

    @Test
    @Tag("once")
    void submitAgainstShutdownNow(Seed seed) throws Exception {
        race(End.SHUTDOWN_NOW, Scale.rounds(LIVES), seed);
    }

    @Test
    @Tag("once")
    void submitAgainstShutdown(Seed seed) throws Exception {
        race(End.SHUTDOWN, Scale.rounds(FEW_LIVES), seed);
    }

    @Test
    @Tag("once")
    void submitAgainstClose(Seed seed) throws Exception {
        race(End.CLOSE, Scale.rounds(FEW_LIVES), seed);
    }

    /** The same on each JDK, in a few seconds. */
    @ParameterizedTest
    @EnumSource
    void submitAgainstEachEndBriefly(End end, Seed seed) throws Exception {
        race(end, FEW_LIVES, seed);
    }

    private static void race(End end, int lives, Seed seed) throws Exception {
        SplittableRandom random = seed.random(0);
        int contested = 0;
        try (Partner partner = Partner.start()) {
            for (int life = 0; life < lives || contested <= lives / 50 && life < PATIENCE * lives; life++) {
                Life now = new Life(random, life);
                partner.begin(now::submit);
                spin(random.nextInt(4_000));
                List<Runnable> unrun = end.end(now.pool);
                partner.awaitDone();
                contested += now.account(unrun) ? 1 : 0;
            }
        }
        // Else it was no race.
        assertThat(contested).as("lives that ended while jobs were submitted").isGreaterThan(lives / 50);
    }

    private static void spin(int times) {
        for (int i = 0; i < times; i++) {
            Thread.onSpinWait();
        }
    }

    /** A small pool and its submitter. What the partner writes is read when it is through. */
    private static final class Life {
        final WorkerPool pool;
        private final Ledger ledger = new Ledger(JOBS);
        private final List<JobHandle<?>> handles = new ArrayList<>();
        private final SplittableRandom choices;
        private int accepted;
        private int refused;

        Life(SplittableRandom random, int life) {
            Mode mode = life % 8 == 7 ? Mode.DEDICATED_1 : Mode.COOPERATIVE;
            boolean blocks = random.nextBoolean();
            choices = random.split();
            pool = mode.pool("life", 1 + random.nextInt(2))
                    .queueCapacity(blocks ? 3 : JOBS)
                    .laneCapacity(4)
                    .whenFull(blocks ? WhenFull.block() : WhenFull.reject())
                    .build();
        }

        void submit() {
            for (int job = 0; job < JOBS; ) {
                int count = choices.nextInt(4) == 0 ? Math.min(3, JOBS - job) : 1;
                List<Ledger.Job> jobs = ledger.jobs(job, job + count);
                boolean in;
                try {
                    in = submit(jobs);
                } catch (RejectedExecutionException e) {
                    in = false;
                }
                accepted += in ? count : 0;
                refused += in ? 0 : count;
                job += count;
            }
        }

        private boolean submit(List<Ledger.Job> jobs) {
            if (jobs.size() > 1) {
                pool.executeAll(jobs);
                return true;
            }
            switch (choices.nextInt(4)) {
                case 0 -> handles.add(pool.submit(jobs.get(0)));
                case 1 -> pool.keyed("key").execute(jobs.get(0));
                case 2 -> {
                    return pool.tryExecute(jobs.get(0));
                }
                default -> pool.execute(jobs.get(0));
            }
            return true;
        }

        /** Whether the end came between the first job and the last. */
        boolean account(List<Runnable> unrun) {
            long ran = ledger.total();
            for (Runnable job : unrun) {
                assertThat(job instanceof RunnableFuture<?> future && future.isDone() && !future.isCancelled())
                        .as("given back and run")
                        .isFalse();
            }
            DrainReport report = pool.close(LONG);
            Accounts.assertClosed(report);
            PoolStats.Jobs jobs = pool.stats().jobs();
            assertThat(ran).as("nothing runs after the end").isEqualTo(ledger.total());
            assertThat(jobs.attempts()).as("%s", report).isEqualTo(JOBS);
            assertThat(jobs.accepted()).as("%s", report).isEqualTo(accepted);
            assertThat(jobs.rejected()).as("%s", report).isEqualTo(refused);
            assertThat(jobs.completed()).as("%s", report).isEqualTo(ran);
            assertThat(jobs.handedBack()).as("%s", report).isEqualTo(unrun.size());
            assertThat(ran + unrun.size()).as("%s", report).isEqualTo(accepted);
            for (int job = 0; job < JOBS; job++) {
                assertThat(ledger.runs(job)).isLessThanOrEqualTo(1);
            }
            for (JobHandle<?> handle : handles) {
                assertThat(handle.isDone()).isTrue();
            }
            return refused > 0 && accepted > 0 || !unrun.isEmpty();
        }
    }
}
