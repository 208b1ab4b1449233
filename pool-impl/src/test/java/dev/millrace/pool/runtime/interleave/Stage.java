package dev.millrace.pool.runtime.interleave;

import dev.millrace.pool.StuckJobs;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.WorkerPoolBuilder;
import dev.millrace.pool.runtime.probe.Point;
import dev.millrace.pool.runtime.probe.Probe;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Mode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/** One run of a case by one seed: the pools and threads that take part. What the case does after {@link #play} is in nobody's order any more. */
public final class Stage implements AutoCloseable {
    private static final Duration CLOSE = Duration.ofSeconds(20);

    private final long seed;
    private final Schedule schedule;
    private final Probe.Visit visit;
    private final List<Thread> threads = new ArrayList<>();
    private final List<WorkerPool> pools = new ArrayList<>();
    private final AtomicInteger acting = new AtomicInteger();
    private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private volatile Point faultAt;
    private final AtomicInteger faultIn = new AtomicInteger();
    private Schedule.Outcome outcome;

    /** What a thread does. */
    public interface Act {
        void play() throws Exception;
    }

    Stage(long seed, int steps) {
        this.seed = seed;
        schedule = new Schedule(new Picker(seed, steps), this::fault);
        visit = Probe.visit(schedule);
    }

    /** A pool of a fixed size, small lanes and a small bound, whose threads take part; its way of dispatch goes with the seed. */
    public WorkerPool pool(int workers) {
        return pool(workers, builder -> builder);
    }

    /** The same, changed. */
    public WorkerPool pool(int workers, UnaryOperator<WorkerPoolBuilder> change) {
        Mode[] modes = Mode.values();
        Mode mode = modes[(int) Long.remainderUnsigned(seed, modes.length)];
        return pool(mode.leastWorkers() <= workers ? mode : Mode.COOPERATIVE, workers, change);
    }

    /** The same, with a way of dispatch. */
    public WorkerPool pool(Mode mode, int workers, UnaryOperator<WorkerPoolBuilder> change) {
        WorkerPool pool = change.apply(mode.pool("stage-" + pools.size(), workers)
                        .laneCapacity(4)
                        .chunking(2)
                        .queueCapacity(16)
                        .stuckJobs(StuckJobs.OFF) // its thread goes by the true clock
                        .closeDeadline(CLOSE))
                .build();
        pools.add(pool);
        return pool;
    }

    /** When a pool's or the case's thread has passed a point for the n-th time, from 0 on, it throws. */
    public void throwAt(Point point, int visit) {
        faultAt = point;
        faultIn.set(visit);
    }

    private void fault(Point point) {
        if (point == faultAt && faultIn.getAndDecrement() == 0) {
            throw new InjectedError(point);
        }
    }

    /** Whether it was thrown. */
    public boolean hasThrown() {
        return faultAt != null && faultIn.get() < 0;
    }

    /** A thread factory was asked for a thread and will not give it. */
    public void forget(Runnable body) {
        schedule.forget(body);
    }

    /** A small number, from the seed. */
    public int choice(int bound) {
        return new SplittableRandom(~seed).nextInt(bound);
    }

    /** What a point throws. */
    public static final class InjectedError extends Error {
        private static final long serialVersionUID = 1;

        InjectedError(Point point) {
            super("injected at " + point);
        }
    }

    /** A thread of the case. */
    public void actor(String name, Act act) {
        acting.incrementAndGet();
        threads.add(new Thread(
                schedule.newActor(name, () -> {
                    try {
                        act.play();
                    } catch (Throwable failure) {
                        failures.add(failure);
                    } finally {
                        acting.decrementAndGet();
                    }
                }),
                "stage-" + name));
    }

    /** Makes the run last until a pool has terminated. */
    public void awaitEnd(WorkerPool pool) {
        actor("end", () -> await("end", pool.asExecutorService()::isTerminated));
    }

    /** By a thread of the case, or a job: waits until something is true that others bring about. */
    public void await(String what, BooleanSupplier met) {
        schedule.await(what, met);
    }

    /** The same, until it is interrupted; whether it is. */
    public boolean awaitInterruptibly(String what, BooleanSupplier met) {
        return schedule.awaitInterruptibly(what, met);
    }

    /** By a thread of the case, or a job: others may go first here. */
    public void step(String what) {
        schedule.step(what, false);
    }

    /** By a thread of the case that can do nothing but look again. */
    public void spin(String what) {
        schedule.step(what, true);
    }

    /** Lets all go on by the seed until the threads of the case have ended and nobody has anything to do. */
    public Schedule.Outcome play() {
        threads.forEach(Thread::start);
        outcome = schedule.run(() -> acting.get() == 0);
        if (outcome.hung()) {
            failures.add(new AssertionError("nobody can go on: " + outcome.actors()));
        }
        release();
        failures.stream().findFirst().ifPresent(failure -> {
            throw new AssertionError(failure.getMessage(), failure);
        });
        return outcome;
    }

    /** What came of the run so far. */
    Schedule.Outcome outcome() {
        return outcome;
    }

    private void release() {
        visit.close();
        schedule.end();
    }

    /** Closes what the case has not, at once if it failed. */
    @Override
    public void close() {
        release();
        pools.forEach(pool -> pool.close(failures.isEmpty() && outcome != null ? CLOSE : Duration.ZERO));
        Await.end(threads);
    }
}
