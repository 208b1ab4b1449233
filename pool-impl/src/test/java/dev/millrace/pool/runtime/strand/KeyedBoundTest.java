package dev.millrace.pool.runtime.strand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.pool.JobHandle;
import dev.millrace.pool.JobOptions;
import dev.millrace.pool.KeyedJobs;
import dev.millrace.pool.Priority;
import dev.millrace.pool.WhenFull;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Accounts;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Jobs;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.Scale;
import dev.millrace.pool.runtime.support.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Jobs of keys are counted in the bound one by one, beside those without a key; their strand takes no place. */
@Guarded
class KeyedBoundTest {
    private static final String CAPACITIES = "dev.millrace.pool.runtime.support.Mode#andCapacity";
    private static final int WORKERS = 3;

    private static WorkerPool pool(Mode mode, int capacity) {
        return mode.pool("keyed-bound", WORKERS)
                .queueCapacity(capacity)
                .laneCapacity(4)
                .whenFull(WhenFull.reject())
                .build();
    }

    @ParameterizedTest(name = "{0}, capacity {1}")
    @MethodSource(CAPACITIES)
    void shouldBeExactForJobsWithAndWithoutAKey(Mode mode, int capacity, Seed seed) {
        SplittableRandom random = seed.random(capacity);
        AtomicLong ran = new AtomicLong();
        try (WorkerPool pool = pool(mode, capacity)) {
            for (int round = 1; round <= 10; round++) {
                try (Gate held = Gate.holding(pool, WORKERS)) {
                    for (int i = 0; i < capacity; i++) {
                        assertThat(pool.stats().depth().total()).isEqualTo(i);
                        boolean in = random.nextInt(3) == 0
                                ? pool.tryExecute(ran::incrementAndGet)
                                : pool.keyed(random.nextInt(3)).tryExecute(ran::incrementAndGet);
                        assertThat(in).as("job %s of %s", i, capacity).isTrue();
                    }
                    long rejected = pool.stats().jobs().rejected();
                    assertThat(pool.tryExecute(Jobs.NOTHING)).isFalse();
                    assertThat(pool.keyed(0).tryExecute(Jobs.NOTHING)).isFalse();
                    assertThat(pool.keyed("new").tryExecute(Jobs.NOTHING)).isFalse();
                    assertThatExceptionOfType(RejectedExecutionException.class)
                            .isThrownBy(() -> pool.keyed(0).execute(Jobs.NOTHING))
                            .withMessageContaining("is full");
                    assertThat(pool.stats().jobs().rejected()).isEqualTo(rejected + 4);
                    assertThat(pool.stats().depth().total()).isEqualTo(capacity);
                    assertThat(held.isOpen()).isFalse();
                }
                Await.asleep(pool, WORKERS);
                assertThat(ran).hasValue((long) round * capacity);
            }
        }
    }

    /** A place is free when the job starts, though jobs of its key still wait behind it; and when one is cancelled. */
    @InEveryMode
    void shouldGiveThePlaceBackWhenAJobStartsOrIsCancelled(Mode mode) {
        try (WorkerPool pool = mode.pool("keyed-place", mode.leastWorkers())
                        .queueCapacity(4)
                        .whenFull(WhenFull.reject())
                        .build();
                Gate held = Gate.holding(pool, mode.leastWorkers() - 1);
                Gate first = new Gate();
                Gate second = new Gate()) {
            pool.keyed("key").execute(first);
            first.entered(pool);
            pool.keyed("key").execute(second);
            List<JobHandle<?>> handles = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                handles.add(pool.keyed("key").submit(Jobs.NOTHING));
            }
            assertThat(pool.keyed("key").waiting()).isEqualTo(4);
            assertThat(pool.keyed("key").tryExecute(Jobs.NOTHING)).isFalse();
            first.open();
            second.entered(pool);
            assertThat(pool.stats().depth().total()).isEqualTo(3);
            assertThat(handles.get(1).cancel(false)).isTrue();
            assertThat(pool.stats().depth().total()).isEqualTo(2);
            assertThat(pool.keyed("key").waiting()).isEqualTo(2);
            assertThat(pool.keyed("key").tryExecute(Jobs.NOTHING)).isTrue();
            assertThat(pool.tryExecute(Jobs.NOTHING)).isTrue();
            assertThat(pool.tryExecute(Jobs.NOTHING)).isFalse();
            second.open();
            held.open();
            Accounts.assertClosed(pool.close(Duration.ofSeconds(20)));
            assertThat(pool.stats().jobs().cancelled()).isEqualTo(1);
        }
    }

    @ParameterizedTest(name = "{0}, capacity {1}")
    @MethodSource(CAPACITIES)
    void shouldHoldInAStorm(Mode mode, int capacity, Seed seed) {
        AtomicLong started = new AtomicLong();
        AtomicLong accepted = new AtomicLong();
        AtomicBoolean done = new AtomicBoolean();
        try (WorkerPool pool = pool(mode, capacity)) {
            List<Thread> submitters = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                SplittableRandom random = seed.random(i);
                Thread submitter = new Thread(
                        () -> {
                            for (int j = 0; j < Scale.rounds(5_000); j++) {
                                if (random.nextInt(3) == 0
                                        ? pool.tryExecute(started::incrementAndGet)
                                        : pool.keyed(random.nextInt(5)).tryExecute(started::incrementAndGet)) {
                                    accepted.incrementAndGet();
                                }
                            }
                        },
                        "keyed-bound-submitter");
                submitters.add(submitter);
                submitter.start();
            }
            Thread ender = new Thread(
                    () -> {
                        Await.end(submitters);
                        done.set(true);
                    },
                    "keyed-bound-ender");
            ender.start();
            while (!done.get()) {
                long in = accepted.get();
                assertThat(in - started.get()).isLessThanOrEqualTo(capacity + WORKERS);
                assertThat(pool.stats().depth().total()).isBetween(0, capacity);
            }
            Await.end(ender);
            Await.asleep(pool, WORKERS);
            assertThat(started).hasValue(accepted.get());
        }
    }

    @InEveryMode
    void shouldRefuseBadInputBeforeAnythingHappens(Mode mode) {
        try (WorkerPool pool = mode.pool("keyed-bad", mode.leastWorkers()).build()) {
            assertThatExceptionOfType(NullPointerException.class)
                    .isThrownBy(() -> pool.keyed(null))
                    .withMessage("key");
            assertThatExceptionOfType(NullPointerException.class)
                    .isThrownBy(() -> pool.keyed("key").execute(null))
                    .withMessage("job");
            assertThatExceptionOfType(NullPointerException.class)
                    .isThrownBy(() -> pool.keyed(null, job -> {}))
                    .withMessage("keyOf");
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> pool.keyed("key")
                            .submit(Jobs.NOTHING, JobOptions.none().priority(Priority.HIGH)))
                    .withMessage("options: the priority of a job with a key must be NORMAL, was HIGH");
            KeyedJobs<String> typed = pool.keyed(job -> job.isEmpty() ? null : job, job -> {});
            assertThatExceptionOfType(NullPointerException.class)
                    .isThrownBy(() -> typed.execute(""))
                    .withMessage("key");
            assertThatExceptionOfType(NullPointerException.class)
                    .isThrownBy(() -> typed.execute(null))
                    .withMessage("job");
            assertThat(pool.stats().jobs().attempts()).isZero();
        }
    }

    /** What the user's key does must not cost a place. */
    @InEveryMode
    void shouldLoseNoPlaceToAKeyThatFails(Mode mode) {
        record Bad(String name) {
            @Override
            public int hashCode() {
                throw new IllegalStateException("no hash");
            }
        }
        try (WorkerPool pool =
                mode.pool("keyed-fails", mode.leastWorkers()).queueCapacity(2).build()) {
            for (int i = 0; i < 5; i++) {
                assertThatExceptionOfType(IllegalStateException.class)
                        .isThrownBy(() -> pool.keyed(new Bad("bad")).execute(Jobs.NOTHING))
                        .withMessage("no hash");
                assertThatExceptionOfType(IllegalStateException.class)
                        .isThrownBy(() -> pool.keyed(new Bad("bad")).submit(Jobs.NOTHING))
                        .withMessage("no hash");
            }
            assertThat(pool.stats().depth().total()).isZero();
            Accounts.assertClosed(pool.close(Duration.ofSeconds(20)));
        }
    }
}
