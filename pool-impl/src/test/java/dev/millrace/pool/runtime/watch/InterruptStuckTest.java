package dev.millrace.pool.runtime.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.JobHandle;
import dev.millrace.pool.JobOptions;
import dev.millrace.pool.Outcome;
import dev.millrace.pool.StuckJobs;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Accounts;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.Scale;
import dev.millrace.pool.runtime.support.Seed;
import dev.millrace.pool.runtime.support.Told;
import incidents.DeadUrl;
import java.time.Duration;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** A job that is stuck is interrupted once, at its age, and no other job is. */
@Guarded
class InterruptStuckTest {
    private static final Duration AFTER = Duration.ofMillis(20);
    private static final Duration INTERRUPT = Duration.ofMillis(60);

    private final Told told = new Told();
    private final DeadUrl url = new DeadUrl();

    private WorkerPool pool(Mode mode, String name, int workers) {
        return mode.pool(name, workers)
                .stuckJobs(StuckJobs.reportAfter(AFTER).interruptAfter(INTERRUPT))
                .listener(told)
                .build();
    }

    @InEveryMode
    void endsAJobWithoutAHandle(Mode mode) {
        try (WorkerPool pool = pool(mode, "plain", 2)) {
            pool.execute(url::fetch);

            Await.until(() -> url.interrupted() == 1, pool::explain);

            Await.until(() -> told.freed.size() == 1, pool::explain);
            assertThat(told.stuck.element().interrupted()).isFalse();
            assertThat(told.freed.element().interrupted()).isTrue();
            assertThat(told.freed.element().age()).isGreaterThanOrEqualTo(AFTER);
            pool.submit(() -> assertThat(Thread.currentThread().isInterrupted()).isFalse())
                    .outcome();
            assertThat(pool.stats().jobs().failed()).isZero();
        }
    }

    @InEveryMode
    void timesAJobWithAHandleOut(Mode mode) {
        try (WorkerPool pool = pool(mode, "handle", 2)) {
            AtomicReference<String> toldBy = new AtomicReference<>();
            JobHandle<?> handle = pool.submit(url::fetch);
            handle.onCompletion(done -> toldBy.set(Thread.currentThread().getName()));

            assertThat(handle.outcome()).isInstanceOf(Outcome.TimedOut.class);

            Await.until(() -> url.interrupted() == 1 && toldBy.get() != null, pool::explain);
            assertThat(toldBy.get()).as("who calls the user's action").isEqualTo("millrace-handle-actions");
        }
    }

    /** Its handle is done, and its body hangs on. */
    @InEveryMode
    void endsAJobThatWasCancelledWithoutAnInterrupt(Mode mode) {
        try (WorkerPool pool = pool(mode, "cancelled", 2)) {
            JobHandle<?> handle = pool.submit(url::fetch);
            Await.until(() -> url.open() == 1, pool::explain);
            assertThat(handle.cancel(false)).isTrue();

            Await.until(() -> url.interrupted() == 1, pool::explain);
        }
    }

    /** One that goes on all the same is interrupted once, and stays stuck. */
    @InEveryMode
    void comesOnce(Mode mode) {
        AtomicInteger interrupts = new AtomicInteger();
        AtomicInteger looks = new AtomicInteger();
        try (WorkerPool pool = pool(mode, "once", 2)) {
            pool.execute(() -> {
                while (looks.get() == 0) {
                    LockSupport.parkNanos(1_000_000);
                    interrupts.addAndGet(Thread.interrupted() ? 1 : 0);
                }
            });
            Await.until(() -> interrupts.get() == 1, pool::explain);
            Await.until(() -> pool.stuckJobs().get(0).age().compareTo(INTERRUPT.multipliedBy(4)) > 0, pool::explain);
            assertThat(pool.stuckJobs().get(0).interrupted()).isTrue();
            assertThat(pool.explain()).contains(", interrupted");
            looks.set(1);
            Await.until(() -> told.freed.size() == 1, pool::explain);
        }
        assertThat(interrupts).hasValue(1);
    }

    /** What hangs is a job with a handle inside another one, which waits for it: it is timed out by its own age. */
    @InEveryMode
    void reachesTheJobInsideThatHangs(Mode mode) throws Exception {
        try (WorkerPool pool = pool(mode, "inside", mode.leastWorkers())) {
            AtomicReference<Outcome<?>> inner = new AtomicReference<>();
            pool.execute(() -> inner.set(pool.submit(url::fetch).outcome()));

            Await.until(() -> inner.get() != null, pool::explain);

            assertThat(inner.get()).isInstanceOf(Outcome.TimedOut.class);
        }
    }

    /** Many short ones inside an old one: none of them is interrupted, and the old one is when it is on top again. */
    @InEveryMode
    void sparesTheJobsInsideAnOldOne(Mode mode) {
        AtomicInteger foreign = new AtomicInteger();
        AtomicReference<Boolean> outerInterrupted = new AtomicReference<>();
        try (WorkerPool pool = pool(mode, "spares", mode.leastWorkers())) {
            for (int i = 0; i < mode.leastWorkers(); i++) {
                pool.execute(() -> {
                    for (int round = 0; round < 300 && !Thread.currentThread().isInterrupted(); round++) {
                        Outcome<Boolean> inner = pool.submit(() -> {
                                    boolean interrupted = false;
                                    long start = System.nanoTime();
                                    while (System.nanoTime() - start < 500_000) {
                                        interrupted |= Thread.currentThread().isInterrupted();
                                    }
                                    return interrupted;
                                })
                                .outcome();
                        // On a slow machine it may be old enough by itself: then it has timed out.
                        foreign.addAndGet(inner instanceof Outcome.Value<Boolean> value && value.value() ? 1 : 0);
                    }
                    outerInterrupted.set(Thread.interrupted());
                });
            }
            Await.until(() -> pool.stats().workers().busy() == 0 && outerInterrupted.get() != null, pool::explain);
        }
        assertThat(foreign).hasValue(0);
        assertThat(outerInterrupted.get()).isTrue();
    }

    /** Asked by a job: a case that goes on is that of the job that runs on its worker now. */
    private static boolean isStuck(WorkerPool pool) {
        String me = Thread.currentThread().getName();
        return pool.stuckJobs().stream().anyMatch(job -> job.worker().equals(me));
    }

    /** Jobs that end in the very moment in which they are to be interrupted, with and without handles, and neighbours that must never see it. */
    @InEveryMode
    void neverReachesANeighbour(Mode mode, Seed seed) {
        Queue<String> foreign = new ConcurrentLinkedQueue<>();
        AtomicInteger own = new AtomicInteger();
        SplittableRandom random = seed.random(0);
        WorkerPool pool = mode.pool("storm", 4)
                .stuckJobs(StuckJobs.reportAfter(Duration.ofMillis(1)).interruptAfter(Duration.ofMillis(2)))
                .build();
        try (pool) {
            for (int i = 0; i < Scale.rounds(3_000); i++) {
                long nanos = random.nextInt(4) == 0
                        ? TimeUnit.MICROSECONDS.toNanos(random.nextInt(1_500, 6_000))
                        : TimeUnit.MICROSECONDS.toNanos(random.nextInt(200));
                Runnable job = () -> {
                    long start = System.nanoTime();
                    while (System.nanoTime() - start < nanos) {
                        if (nanos > 1_000_000) {
                            LockSupport.parkNanos(50_000); // the watch needs a processor, too
                        }
                        if (Thread.currentThread().isInterrupted()) {
                            if (isStuck(pool)) {
                                own.incrementAndGet();
                            } else {
                                foreign.add(Thread.currentThread().getName());
                            }
                            return;
                        }
                    }
                };
                switch (random.nextInt(4)) {
                    case 0 -> pool.submit(job);
                    case 1 -> pool.submit(job, JobOptions.none().label("storm"));
                    case 2 -> pool.keyed(random.nextInt(3)).execute(job);
                    default -> pool.execute(job);
                }
            }
            pool.execute(url::fetch); // at least this one is interrupted, however busy the machine is
            Accounts.assertClosed(pool.close(Duration.ofSeconds(50)));
        }
        assertThat(foreign).isEmpty();
        assertThat(own.get() + url.interrupted()).isPositive();
    }
}
