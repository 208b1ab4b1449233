package dev.millrace.pool.runtime.invariants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.FanOut;
import dev.millrace.pool.JobOptions;
import dev.millrace.pool.LatencySampling;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.Scale;
import dev.millrace.pool.runtime.support.Seed;
import dev.millrace.pool.runtime.support.StubRecorder;
import java.lang.Thread.UncaughtExceptionHandler;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** I7: what a job does to its thread ends with the job. */
@Guarded
class I07NothingLeaksBetweenJobsTest {
    private final Queue<Sight> sights = new ConcurrentLinkedQueue<>();

    /** What a job finds. */
    private record Sight(
            Thread thread,
            String name,
            int priority,
            ClassLoader loader,
            UncaughtExceptionHandler handler,
            boolean interrupted) {
        static Sight now() {
            Thread thread = Thread.currentThread();
            return new Sight(
                    thread,
                    thread.getName(),
                    thread.getPriority(),
                    thread.getContextClassLoader(),
                    thread.getUncaughtExceptionHandler(),
                    thread.isInterrupted());
        }
    }

    @SuppressWarnings("ThreadPriorityCheck")
    private static void mess() {
        Thread thread = Thread.currentThread();
        thread.setName("messed up");
        thread.setPriority(Thread.MAX_PRIORITY);
        thread.setContextClassLoader(new URLClassLoader(new URL[0], null));
        thread.setUncaughtExceptionHandler((ofAnother, failure) -> {});
        thread.interrupt();
    }

    private void look() {
        sights.add(Sight.now());
    }

    private List<Runnable> messes() {
        Runnable failing = () -> {
            mess();
            throw new IllegalStateException("a job that fails");
        };
        Runnable dying = () -> {
            mess();
            throw new StackOverflowError("thrown by a job");
        };
        Runnable noLoader = () -> Thread.currentThread().setContextClassLoader(null);
        return List.of(I07NothingLeaksBetweenJobsTest::mess, failing, dying, noLoader);
    }

    private void assertAllAsThe(Sight original, int jobs) {
        assertThat(sights).hasSize(jobs).containsOnly(original);
        assertThat(original.interrupted()).isFalse();
        assertThat(original.name()).startsWith("millrace-i07-");
    }

    @InEveryMode
    void fromSingleToSingle(Mode mode) {
        oneByOne(mode, pool -> {
            pool.execute(this::look);
            for (Runnable mess : messes()) {
                pool.execute(mess);
                pool.execute(this::look);
            }
        });
        assertAllAsThe(sights.peek(), 1 + messes().size());
    }

    @InEveryMode
    void inOneBatch(Mode mode) {
        List<Runnable> batch = new ArrayList<>();
        batch.add(this::look);
        for (int i = 0; i < 10; i++) {
            for (Runnable mess : messes()) {
                batch.add(mess);
                batch.add(this::look);
            }
        }
        oneByOne(mode, pool -> pool.executeAll(batch));
        assertAllAsThe(sights.peek(), 41);
    }

    @InEveryMode
    void fromJobsThatAreTimed(Mode mode) {
        StubRecorder recorder = new StubRecorder();
        try (WorkerPool pool = recorder.with(
                        mode.pool("i07-timed", mode.leastWorkers()).latency(LatencySampling.EXACT));
                Gate held = Gate.holding(pool, mode.leastWorkers() - 1)) {
            assertThat(pool.latency()).contains(recorder);
            pool.execute(this::look);
            for (Runnable mess : messes()) {
                pool.execute(mess);
                pool.execute(this::look);
            }
            Await.until(() -> sights.size() == 5, pool::explain);
            held.open();
        }
        assertAllAsThe(sights.peek(), 5);
        assertThat(recorder.records()).isEqualTo(8 + mode.leastWorkers());
    }

    /** Runs jobs with one worker at work, where the mode needs more than one the others are held. */
    private static void oneByOne(Mode mode, Consumer<WorkerPool> submit) {
        try (WorkerPool pool = mode.pool("i07-one", mode.leastWorkers()).build();
                Gate held = Gate.holding(pool, mode.leastWorkers() - 1)) {
            submit.accept(pool);
            Await.until(
                    () -> pool.stats().depth().total() == 0
                            && pool.stats().workers().busy() == mode.leastWorkers() - 1,
                    pool::explain);
            held.open();
        }
    }

    /** Short inputs are run by the dozen in one turn, and each finds the thread as the first did. */
    @InEveryMode
    void fromInputToInput(Mode mode) {
        for (FanOut how : List.of(
                FanOut.collectAll(), FanOut.collectAll().each(JobOptions.none().runWithin(Duration.ofMinutes(1))))) {
            List<Sight> seen;
            try (WorkerPool pool = mode.pool("i07-map", mode.leastWorkers()).build()) {
                seen = pool.map(
                                Collections.nCopies(500, "input"),
                                input -> {
                                    Sight sight = Sight.now();
                                    mess();
                                    return sight;
                                },
                                how)
                        .values();
            }
            assertThat(seen).hasSize(500).allMatch(sight -> sight.name().startsWith("millrace-i07-map-"));
            assertThat(Set.copyOf(seen)).as("one sight for each thread").hasSizeLessThanOrEqualTo(mode.leastWorkers());
        }
    }

    /** Where the factory gave the thread a handler, that is the one which comes back. */
    @InEveryMode
    void toTheHandlerOfTheFactory(Mode mode) {
        UncaughtExceptionHandler own = (thread, failure) -> {};
        try (WorkerPool pool = mode.pool("i07-handler", mode.leastWorkers())
                        .threadFactory(runnable -> {
                            Thread thread = new Thread(null, runnable, "millrace-i07-own", 0, false);
                            thread.setUncaughtExceptionHandler(own);
                            return thread;
                        })
                        .build();
                Gate held = Gate.holding(pool, mode.leastWorkers() - 1)) {
            pool.execute(() -> Thread.currentThread().setUncaughtExceptionHandler(null));
            pool.execute(this::look);
            pool.execute(I07NothingLeaksBetweenJobsTest::mess);
            pool.execute(this::look);
            Await.until(() -> sights.size() == 2, pool::explain);
            held.open();
        }
        assertThat(sights).extracting(Sight::handler).containsOnly(own);
    }

    /** A job that runs inside another, since its submitter is a worker and the pool is full, is apart from it as well. */
    @InEveryMode
    void fromAJobToTheOneAroundIt(Mode mode) {
        AtomicReference<Sight> before = new AtomicReference<>();
        AtomicReference<Sight> after = new AtomicReference<>();
        try (WorkerPool pool = mode.pool("i07-inside", mode.leastWorkers())
                        .queueCapacity(1)
                        .build();
                Gate held = Gate.holding(pool, mode.leastWorkers() - 1)) {
            pool.execute(() -> {
                pool.execute(() -> {});
                before.set(Sight.now());
                Thread.currentThread().interrupt();
                pool.executeAll(List.of(this::look));
                for (Runnable mess : messes()) {
                    pool.execute(mess);
                    pool.execute(this::look);
                }
                assertThat(pool.stats().jobs().callerRan()).isEqualTo(1 + 2L * messes().size());
                boolean kept = Thread.interrupted();
                after.set(kept ? Sight.now() : null);
            });
            Await.until(() -> pool.stats().jobs().ended() == 2, pool::explain);
            held.open();
        }
        assertThat(after.get()).isEqualTo(before.get());
        assertAllAsThe(before.get(), 1 + messes().size());
    }

    /** An interrupt that came before a job was submitted is none of this job's, wherever the worker was when it came. */
    @InEveryMode
    void fromAnInterruptBetweenTwoJobs(Mode mode, Seed seed) {
        SplittableRandom random = seed.random(0);
        try (WorkerPool pool = mode.pool("i07-between", mode.leastWorkers()).build();
                Gate held = Gate.holding(pool, mode.leastWorkers() - 1)) {
            AtomicReference<Thread> worker = new AtomicReference<>();
            int interrupted = 0;
            for (int round = 0; round < Scale.rounds(3_000); round++) {
                CountDownLatch done = new CountDownLatch(1);
                AtomicReference<Boolean> flag = new AtomicReference<>();
                pool.execute(() -> {
                    flag.set(Thread.currentThread().isInterrupted());
                    worker.set(Thread.currentThread());
                    done.countDown();
                });
                Await.zero(done, pool);
                interrupted += flag.get() ? 1 : 0;
                spin(random.nextInt(500));
                worker.get().interrupt();
                spin(random.nextInt(500));
            }
            assertThat(interrupted).as("jobs that started interrupted").isZero();
            held.open();
        }
    }

    @InEveryMode
    void fromAnInterruptOfASleeper(Mode mode) {
        int workers = mode.leastWorkers();
        try (WorkerPool pool = mode.pool("i07-sleeper", workers).build()) {
            Queue<Thread> threads = new ConcurrentLinkedQueue<>();
            for (int i = 0; i < 10 * workers; i++) {
                pool.execute(() -> threads.add(Thread.currentThread()));
            }
            for (int round = 0; round < Scale.rounds(200); round++) {
                Await.asleep(pool, workers);
                threads.forEach(Thread::interrupt);
                pool.execute(this::look);
            }
        }
        assertThat(sights).hasSize(Scale.rounds(200)).noneMatch(Sight::interrupted);
    }

    private static void spin(int times) {
        for (int i = 0; i < times; i++) {
            Thread.onSpinWait();
        }
    }
}
