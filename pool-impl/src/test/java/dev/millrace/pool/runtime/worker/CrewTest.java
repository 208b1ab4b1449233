package dev.millrace.pool.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.pool.Dispatch;
import dev.millrace.pool.LatencySampling;
import dev.millrace.pool.PoolConfig;
import dev.millrace.pool.PriorityShares;
import dev.millrace.pool.SizingPolicy;
import dev.millrace.pool.StuckJobs;
import dev.millrace.pool.WhenFull;
import dev.millrace.pool.runtime.admission.Admission;
import dev.millrace.pool.runtime.admission.Departures;
import dev.millrace.pool.runtime.admission.WaitingLine;
import dev.millrace.pool.runtime.dispatch.CooperativeDispatcher;
import dev.millrace.pool.runtime.dispatch.Dispatcher;
import dev.millrace.pool.runtime.dispatch.Guide;
import dev.millrace.pool.runtime.fan.LateCalls;
import dev.millrace.pool.runtime.idle.Idle;
import dev.millrace.pool.runtime.job.Envelopes;
import dev.millrace.pool.runtime.job.JobQueue;
import dev.millrace.pool.runtime.seat.Seats;
import dev.millrace.pool.runtime.steal.Thief;
import dev.millrace.pool.runtime.support.QuietLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A crew with everything around it but the pool itself; jobs are put into the queue by hand. */
@ExtendWith(QuietLog.class)
class CrewTest {
    private final JobQueue queue = new JobQueue(1_000, new PriorityShares(16, 4, 1));
    private final Seats seats = new Seats(16, 1);
    private final Idle idle = new Idle(seats::sleepers);
    private final Departures departures = new Departures(seats::started);
    private final Admission admission = new Admission(1_000, departures);
    private final WaitingLine line = new WaitingLine(admission);
    private final Guide guide = new Guide(32);
    private final Failures failures = new Failures("crew", (thread, failure) -> {});
    private final Attention attention = new Attention();
    private final Quarantine quarantine = new Quarantine("crew", 3, attention);
    private final Dispatcher dispatcher = new CooperativeDispatcher(queue, idle, seats, guide);
    private final ConcurrentLinkedQueue<Thread> made = new ConcurrentLinkedQueue<>();
    private final CountDownLatch open = new CountDownLatch(1);
    private volatile Runnable onWork = () -> {};
    private volatile ThreadFactory factory = Thread::new;
    private final Threads threads = new Threads(new PoolConfig(
            "crew",
            1,
            8,
            1_000,
            16,
            32,
            WhenFull.block(),
            Dispatch.cooperative(),
            SizingPolicy.fixed(),
            LatencySampling.OFF,
            Duration.ZERO,
            true,
            this::make,
            null,
            null,
            false,
            new PriorityShares(16, 4, 1),
            3,
            false,
            StuckJobs.OFF,
            List.of(),
            null,
            List.of()));
    private final Crew crew = new Crew(
            new Surroundings(
                    queue,
                    seats,
                    idle,
                    dispatcher,
                    new Thief(seats),
                    guide,
                    admission,
                    line,
                    new Custodian(
                            "crew",
                            admission,
                            departures,
                            line,
                            idle,
                            new Actions(threads, failures),
                            new Waits(idle, seats, () -> false, failures),
                            quarantine,
                            failures),
                    attention,
                    new Pause(attention),
                    failures,
                    quarantine,
                    false,
                    null,
                    new Envelopes(1, 0),
                    null,
                    new LateCalls(() -> {}),
                    () -> onWork.run()),
            threads);

    private Thread make(Runnable runnable) {
        Thread thread = factory.newThread(runnable);
        if (thread != null) {
            made.add(thread);
        }
        return thread;
    }

    @AfterEach
    void end() throws Exception {
        onWork = () -> {};
        open.countDown();
        admission.close();
        crew.closed();
        assertThat(crew.awaitEnd(within(20))).as("the crew ends").isTrue();
        for (Thread thread : made) {
            thread.join(TimeUnit.SECONDS.toMillis(20));
            assertThat(thread.isAlive()).as(thread.getName()).isFalse();
        }
        assertThat(admission.isDrained()).as("every job was run").isTrue();
    }

    @Test
    void shouldHireAndRetireUntilTheTargetIsMet() {
        assertThat(crew.setTarget(3)).isNull();
        awaitAsleep(3);
        assertThat(seats.taken()).hasSize(3);

        assertThat(crew.setTarget(3)).isNull();
        assertThat(made).hasSize(3);

        assertThat(crew.setTarget(1)).isNull();
        awaitAtWork(1);
        assertThat(seats.taken()).hasSize(1);
        assertThat(idle.sleeping()).isEqualTo(1);
        assertThat(idle.searching()).isZero();

        assertThat(crew.setTarget(2)).isNull();
        awaitAsleep(2);
        assertThat(seats.slots()).as("slots are lent again").hasSize(3);
        assertThat(crew.target()).isEqualTo(2);
        assertThat(crew.deaths()).isZero();
    }

    @Test
    void shouldRetireThoseWhoSleep() {
        crew.setTarget(3);
        awaitAsleep(3);
        Thread busy = submitStuckJob();
        awaitAsleep(2);

        crew.setTarget(1);

        awaitAtWork(1);
        assertThat(crew.threadsAtWork()).containsExactly(busy);
        open.countDown();
        awaitAsleep(1);
        assertThat(crew.threadsAtWork()).as("it stays").containsExactly(busy);
    }

    @Test
    void shouldRetireABusyOneOnlyAfterItsJob() {
        crew.setTarget(2);
        submitStuckJob();
        submitStuckJob();

        crew.setTarget(1);

        assertThat(crew.threadsAtWork()).hasSize(2);
        assertThat(seats.taken()).hasSize(2);
        open.countDown();
        awaitAtWork(1);
        awaitAsleep(1);
    }

    @Test
    void shouldLeaveTheJobsOfARetiredOneToOthers() {
        AtomicInteger ran = new AtomicInteger();
        crew.setTarget(1);
        awaitAsleep(1);
        submitStuckJob();
        for (int i = 0; i < 100; i++) {
            submit(ran::incrementAndGet);
        }
        crew.setTarget(2);
        await().untilAtomic(ran, number -> assertThat(number).isEqualTo(100));

        crew.setTarget(1);
        open.countDown();
        awaitAsleep(1);
        assertThat(ran).hasValue(100);
    }

    @Test
    void shouldTellWhatKeptItFromHiringAndTryAgainWhenAsked() {
        factory = runnable -> {
            throw new OutOfMemoryError("no threads");
        };
        assertThat(crew.setTarget(2)).isInstanceOf(OutOfMemoryError.class).hasMessage("no threads");
        assertThat(crew.threadsAtWork()).isEmpty();

        factory = runnable -> null;
        assertThat(crew.setTarget(2))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("threadFactory gave no thread");

        factory = Thread::new;
        assertThat(crew.setTarget(2)).isNull();
        awaitAsleep(2);
    }

    @Test
    void shouldKeepThoseWhoCouldBeHired() {
        AtomicInteger left = new AtomicInteger(2);
        factory = runnable -> {
            if (left.getAndDecrement() <= 0) {
                throw new IllegalStateException("two are enough");
            }
            return new Thread(runnable);
        };

        assertThat(crew.setTarget(5)).hasMessage("two are enough");
        awaitAsleep(2);
        left.set(3);
        assertThat(crew.setTarget(5)).isNull();
        awaitAsleep(5);
        assertThat(crew.threadsAtWork()).hasSize(5);
    }

    @Test
    void shouldNotKeepAWorkerThatTheFactoryStartedItself() {
        factory = runnable -> {
            Thread thread = new Thread(runnable);
            thread.start();
            return thread;
        };
        assertThat(crew.setTarget(1)).isInstanceOf(IllegalThreadStateException.class);
        assertThat(crew.setTarget(1)).isInstanceOf(IllegalThreadStateException.class);

        factory = Thread::new;
        assertThat(crew.setTarget(2)).isNull();

        awaitAsleep(2);
        await().untilAsserted(
                        () -> assertThat(made.stream().filter(Thread::isAlive)).hasSize(2));
        crew.setTarget(1);
        awaitAtWork(1);
        awaitAsleep(1);
    }

    @Test
    void shouldNotCountAWorkerWhoseThreadHasEndedAlready() throws Exception {
        factory = runnable -> {
            Thread thread = new Thread(() -> {});
            thread.start();
            joinQuietly(thread);
            return thread;
        };
        assertThat(crew.setTarget(1)).isInstanceOf(IllegalThreadStateException.class);
        assertThat(crew.threadsAtWork()).isEmpty();

        factory = Thread::new;
        assertThat(crew.setTarget(1)).isNull();
        awaitAsleep(1);
    }

    @Test
    void shouldReplaceADeadOneAndRunItsJobOnce() {
        AtomicInteger ran = new AtomicInteger();
        dieOnWork(1);
        crew.setTarget(1);
        submit(ran::incrementAndGet);
        submit(ran::incrementAndGet);

        await().untilAtomic(ran, number -> assertThat(number).isEqualTo(2));
        awaitAsleep(1);
        assertThat(crew.deaths()).isEqualTo(1);
        assertThat(made).hasSize(2);
        awaitAtWork(1);
        assertThat(idle.searching()).isZero();
    }

    @Test
    void shouldWaitLongerBeforeEachSuccessorWhileDeathsFollowEachOther() {
        List<Long> deaths = dieOnWork(4);
        AtomicInteger ran = new AtomicInteger();
        crew.setTarget(1);
        submit(ran::incrementAndGet);

        await().untilAtomic(ran, number -> assertThat(number).isEqualTo(1));

        assertThat(crew.deaths()).isEqualTo(4);
        assertThat(TimeUnit.NANOSECONDS.toMillis(deaths.get(2) - deaths.get(1))).isGreaterThanOrEqualTo(99);
        assertThat(TimeUnit.NANOSECONDS.toMillis(deaths.get(3) - deaths.get(2))).isGreaterThanOrEqualTo(199);
    }

    @Test
    void shouldNotMakeThePoolWaitForASuccessorsPauseWhenItCloses() throws Exception {
        dieOnWork(5);
        crew.setTarget(1);
        submit(() -> {});
        await().until(() -> crew.deaths() >= 2);

        onWork = () -> {};
        admission.close();
        crew.closed();

        assertThat(crew.awaitEnd(within(20))).isTrue();
        assertThat(admission.isDrained()).isTrue();
    }

    @Test
    void shouldGoOnInTheSameThreadWhenNoSuccessorCanBeMade() {
        factory = new ThreadFactory() {
            private final AtomicInteger left = new AtomicInteger(1);

            @Override
            public Thread newThread(Runnable runnable) {
                if (left.getAndDecrement() <= 0) {
                    throw new OutOfMemoryError("no more threads");
                }
                return new Thread(runnable);
            }
        };
        AtomicInteger ran = new AtomicInteger();
        dieOnWork(2);
        crew.setTarget(1);
        submit(ran::incrementAndGet);

        await().untilAtomic(ran, number -> assertThat(number).isEqualTo(1));
        awaitAsleep(1);
        assertThat(crew.deaths()).isEqualTo(2);
        assertThat(made).hasSize(1);
        assertThat(crew.threadsAtWork()).containsExactly(made.peek());
    }

    @Test
    void shouldNotReplaceADeadOneThatIsNotWantedAnyMore() {
        CountDownLatch dying = new CountDownLatch(1);
        crew.setTarget(2);
        awaitAsleep(2);
        onWork = () -> {
            onWork = () -> {};
            dying.countDown();
            awaitQuietly(open);
            throw new IllegalStateException("dies");
        };
        submit(() -> {});
        awaitQuietly(dying);

        crew.setTarget(1);
        awaitAtWork(1);
        crew.setTarget(1);
        open.countDown();

        await().until(() -> crew.deaths() == 1);
        awaitAsleep(1);
        assertThat(crew.threadsAtWork()).hasSize(1);
    }

    @Test
    void shouldNotBeDisturbedByAnInterruptOfOneThatSleeps() {
        AtomicInteger ran = new AtomicInteger();
        crew.setTarget(2);
        awaitAsleep(2);

        crew.interrupt();
        crew.interrupt();
        for (int i = 0; i < 10; i++) {
            submit(() -> {
                if (!Thread.currentThread().isInterrupted()) {
                    ran.incrementAndGet();
                }
            });
        }

        await().untilAtomic(ran, number -> assertThat(number).isEqualTo(10));
        awaitAsleep(2);
        assertThat(crew.deaths()).isZero();
    }

    @Test
    void shouldTellAllToLeaveAndHireNobodyWhenStopped() throws Exception {
        crew.setTarget(3);
        awaitAsleep(3);
        submitStuckJob();

        crew.stop();

        awaitAtWork(1);
        AtomicInteger asked = new AtomicInteger();
        assertThat(crew.awaitEnd(() -> asked.getAndIncrement() == 0 ? 1 : 0))
                .as("one still runs")
                .isFalse();
        assertThat(crew.setTarget(5)).isNull();
        assertThat(made).hasSize(3);
        open.countDown();
        assertThat(crew.awaitEnd(within(20))).isTrue();
        assertThat(seats.taken()).isEmpty();
    }

    @Test
    void shouldHireNobodyForAClosedPool() {
        admission.close();

        assertThat(crew.setTarget(3)).isNull();

        assertThat(made).isEmpty();
    }

    @Test
    void shouldRunJobsInsideAJobToAGivenDepth() {
        List<String> seen = new ArrayList<>();
        CountDownLatch done = new CountDownLatch(1);
        assertThat(crew.isWorker()).isFalse();
        assertThat(crew.runInPlace(16, (Runnable) () -> seen.add("not a worker")))
                .isFalse();
        crew.setTarget(1);

        submit(() -> {
            seen.add("worker " + crew.isWorker());
            boolean outer = crew.runInPlace(2, (Runnable) () -> {
                seen.add("first");
                Thread.currentThread().interrupt();
                boolean inner = crew.runInPlace(2, (Runnable) () ->
                        seen.add("second " + Thread.currentThread().isInterrupted()
                                + crew.runInPlace(2, (Runnable) () -> seen.add("third"))));
                seen.add("inner " + inner + Thread.currentThread().isInterrupted());
                throw new IllegalStateException("isolated");
            });
            seen.add("outer " + outer + Thread.currentThread().isInterrupted());
            done.countDown();
        });
        awaitQuietly(done);

        assertThat(seen)
                .containsExactly("worker true", "first", "second falsefalse", "inner truetrue", "outer truefalse");
    }

    /** The next workers that find work die of it; gives when. */
    private List<Long> dieOnWork(int deaths) {
        List<Long> times = new ArrayList<>();
        onWork = () -> {
            if (times.size() < deaths) {
                times.add(System.nanoTime());
                throw new IllegalStateException("dies on purpose");
            }
        };
        return times;
    }

    private void submit(Runnable job) {
        assertThat(admission.tryAdmit(1)).isNotNegative();
        queue.put(job);
        dispatcher.published();
    }

    /** A job that runs until the latch opens; gives its thread. */
    private Thread submitStuckJob() {
        CountDownLatch begun = new CountDownLatch(1);
        Thread[] runner = new Thread[1];
        submit(() -> {
            runner[0] = Thread.currentThread();
            begun.countDown();
            awaitQuietly(open);
        });
        awaitQuietly(begun);
        return runner[0];
    }

    private void awaitAsleep(int workers) {
        await().untilAsserted(() -> assertThat(idle.sleeping()).isEqualTo(workers));
    }

    private void awaitAtWork(int workers) {
        await().untilAsserted(() -> assertThat(crew.threadsAtWork()).hasSize(workers));
    }

    private static LongSupplier within(int seconds) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        return () -> end - System.nanoTime();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) {
                throw new AssertionError("the latch did not open");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void joinQuietly(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
