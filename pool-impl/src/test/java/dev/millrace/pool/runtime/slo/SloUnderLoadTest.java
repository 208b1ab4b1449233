package dev.millrace.pool.runtime.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pool.BatchingSubmitter;
import dev.millrace.pool.DrainReport;
import dev.millrace.pool.JobOptions;
import dev.millrace.pool.LatencySampling;
import dev.millrace.pool.PoolListener;
import dev.millrace.pool.PoolStats;
import dev.millrace.pool.Priority;
import dev.millrace.pool.Series;
import dev.millrace.pool.Slo;
import dev.millrace.pool.SloState;
import dev.millrace.pool.SloStatus;
import dev.millrace.pool.StuckJobs;
import dev.millrace.pool.WhenFull;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Accounts;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Jobs;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.Seed;
import dev.millrace.pool.runtime.support.StubRecorder;
import dev.millrace.pool.runtime.support.WayIn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Objectives of real pools that are driven over the edge and back. */
@Guarded
@Tag("once")
class SloUnderLoadTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final WayIn[] WAYS = WayIn.values();

    private static SloStatus status(WorkerPool pool) {
        return pool.slos().get(0);
    }

    private static void work(long nanos) {
        LockSupport.parkNanos(nanos);
    }

    /** Three submitters bring more than the workers can do, by all ways and in seeded bursts, until the waits have broken their objective and load was shed; then none, and it is kept again. Nothing is lost on the way. */
    @InEveryMode
    void shedsInAnOverloadAndRecovers(Mode mode, Seed seed) {
        Set<SloState> seen = ConcurrentHashMap.newKeySet();
        PoolListener listener = new PoolListener() {
            @Override
            public void slo(SloStatus status) {
                seen.add(status.state());
            }
        };
        WorkerPool pool = new CountingRecorder()
                .with(mode.pool("overload", 2)
                        .queueCapacity(200)
                        .whenFull(WhenFull.reject())
                        .latency(LatencySampling.EXACT)
                        .listener(listener)
                        .slo(Slo.p99(Series.WAIT, Duration.ofMillis(30))
                                .over(SECOND)
                                .shedding()));
        AtomicBoolean going = new AtomicBoolean(true);
        AtomicLong ran = new AtomicLong();
        AtomicLong accepted = new AtomicLong();
        AtomicLong refused = new AtomicLong();
        List<Thread> submitters = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            SplittableRandom random = seed.random(i);
            Thread submitter = new Thread(() -> {
                try (BatchingSubmitter batching = pool.batching(3, Duration.ofMillis(1))) {
                    while (going.get()) {
                        int burst = 1 + random.nextInt(20);
                        for (int job = 0; job < burst; job++) {
                            WayIn way = WAYS[random.nextInt(WAYS.length)];
                            long runNanos = 200_000 + random.nextInt(1_000_000);
                            boolean in = submit(pool, batching, way, random, () -> {
                                work(runNanos);
                                ran.incrementAndGet();
                            });
                            (in ? accepted : refused).addAndGet(way.jobs());
                        }
                        work(2_000_000);
                    }
                }
            });
            submitters.add(submitter);
            submitter.start();
        }
        try {
            Await.until(() -> pool.stats().rejections().shed() > 100, () -> status(pool) + "\n" + pool.explain());
            PoolStats stats = pool.stats();
            Accounts.assertConsistent(stats, pool.stats());
        } finally {
            going.set(false);
            Await.end(submitters);
        }
        Await.until(() -> status(pool).state() == SloState.OK, () -> status(pool) + "\n" + pool.explain());
        long shed = pool.stats().rejections().shed();
        assertThat(pool.tryExecuteAll(List.of(Jobs.NOTHING, Jobs.NOTHING))).isTrue();
        DrainReport report = pool.close(Duration.ofSeconds(20));

        Accounts.assertClosed(report);
        PoolStats.Jobs jobs = report.stats().jobs();
        assertThat(jobs.accepted()).isEqualTo(accepted.get() + 2);
        assertThat(jobs.rejected()).isEqualTo(refused.get());
        assertThat(jobs.completed()).isEqualTo(ran.get() + 2);
        assertThat(report.stats().rejections().shed()).isEqualTo(shed);
        assertThat(seen).contains(SloState.BREACHED, SloState.OK);
    }

    private static boolean submit(
            WorkerPool pool, BatchingSubmitter batching, WayIn way, SplittableRandom random, Runnable job) {
        Priority priority =
                way == WayIn.KEYED_SUBMIT_WITH_OPTIONS ? Priority.NORMAL : Priority.values()[random.nextInt(3)];
        try {
            return way.enter(pool, batching, job, JobOptions.none().priority(priority));
        } catch (RejectedExecutionException refusal) {
            return false;
        }
    }

    /** What the pool sheds is no event: else a pool that sheds would breach for ever. */
    @InEveryMode
    void errorsComeAndGo(Mode mode) {
        try (WorkerPool pool = mode.pool("errors", mode.leastWorkers())
                .slo(Slo.errorsBelow(0.5).over(SECOND).shedding())
                .build()) {
            for (int i = 0; i < 40; i++) {
                pool.execute(() -> {
                    throw new IllegalStateException("fails");
                });
            }
            Await.until(() -> status(pool).state() == SloState.BREACHED, () -> "" + status(pool));
            assertThat(status(pool).events()).isBetween(10L, 40L);
            assertThat(status(pool).good()).isZero();
            Await.until(() -> status(pool).state() == SloState.OK, () -> "" + status(pool));
            assertThat(status(pool).events()).isZero();
        }
    }

    /** One that expired has no answer, one that was cancelled wanted none. */
    @Test
    void countsExpiredJobsAsBadAndCancelledOnesNot() throws Exception {
        try (WorkerPool pool = Mode.COOPERATIVE
                .pool("fates", 1)
                .slo(Slo.errorsBelow(0.5).over(Duration.ofHours(1)))
                .build()) {
            Gate gate = Gate.holding(pool, 1);
            for (int i = 0; i < 3; i++) {
                pool.submit(Jobs.NOTHING, JobOptions.startWithin(Duration.ofMillis(1)))
                        .outcome();
                pool.submit(Jobs.NOTHING).cancel(false);
            }
            gate.open();
            Await.until(() -> status(pool).events() == 4, () -> "" + status(pool));
            assertThat(status(pool).good()).isEqualTo(0.25);
        }
    }

    @Test
    void needsARecorderThatCounts() {
        Slo latency = Slo.p99(Series.WAIT, SECOND);
        assertThatThrownBy(() -> WorkerPool.builder("no").slo(latency).build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("pool 'no': objective latency (99 % wait <= PT1S over PT1H) needs recorded latency,"
                        + " and no recorder was found: add dev.millrace:pool-metrics to the class or module path");
        assertThatThrownBy(
                        () -> new StubRecorder().with(WorkerPool.builder("no").slo(latency)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("and the recorder " + StubRecorder.class.getName() + " cannot count");
    }

    @Test
    void costsNoThreadWhereThereIsNone() {
        try (WorkerPool pool =
                WorkerPool.builder("none").stuckJobs(StuckJobs.OFF).build()) {
            pool.execute(Jobs.NOTHING);
            Await.until(() -> pool.stats().jobs().completed() == 1, pool::explain);
            assertThat(pool.slos()).isEmpty();
            assertThat(Thread.getAllStackTraces().keySet())
                    .noneMatch(thread -> thread.getName().equals("millrace-none-watch"));
        }
    }
}
