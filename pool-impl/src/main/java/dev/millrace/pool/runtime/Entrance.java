package dev.millrace.pool.runtime;

import dev.millrace.pool.PoolConfig;
import dev.millrace.pool.PoolStats;
import dev.millrace.pool.WhenFull;
import dev.millrace.pool.runtime.admission.Admission;
import dev.millrace.pool.runtime.admission.Shedding;
import dev.millrace.pool.runtime.admission.WaitingLine;
import dev.millrace.pool.runtime.explain.Times;
import dev.millrace.pool.runtime.jfr.Flight;
import dev.millrace.pool.runtime.job.Arbitrated;
import dev.millrace.pool.runtime.probe.Point;
import dev.millrace.pool.runtime.probe.Probe;
import dev.millrace.pool.runtime.stats.Fates;
import dev.millrace.pool.runtime.stats.Refusal;
import dev.millrace.pool.runtime.stats.Refusals;
import dev.millrace.pool.runtime.worker.Crew;
import dev.millrace.pool.runtime.worker.Failures;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a submit does when it is not admitted at once: the pool's {@link WhenFull} policy, and the count of what was never accepted. Thread-safe. */
final class Entrance {
    /** Answer: the submitter's thread has run the jobs. */
    static final long RAN = -3;
    /** Answer: the jobs were dropped. */
    static final long DROPPED = -4;

    private static final int DEEPEST_IN_PLACE = 16;
    private static final long VICTIMS_NANOS = 1_000_000;

    private final PoolConfig config;
    private final Admission admission;
    private final WaitingLine line;
    private final Crew crew;
    private final Failures failures;
    private final Supplier<String> state;
    private final Eldest eldest;
    private final Fates fates;
    private final BooleanSupplier keyedWait;
    private final Runnable batchers;
    private final Refusals refusals = new Refusals();
    private final Flight flight;
    private final LongAdder callerRan = new LongAdder();

    Entrance(
            PoolConfig config,
            Admission admission,
            WaitingLine line,
            Crew crew,
            Failures failures,
            Supplier<String> state,
            Eldest eldest,
            Fates fates,
            BooleanSupplier keyedWait,
            Runnable batchers,
            Flight flight) {
        this.config = config;
        this.admission = admission;
        this.line = line;
        this.crew = crew;
        this.failures = failures;
        this.state = state;
        this.eldest = eldest;
        this.fates = fates;
        this.keyedWait = keyedWait;
        this.batchers = batchers;
        this.flight = flight;
    }

    PoolStats.Rejections rejections() {
        return refusals.totals();
    }

    long callerRan() {
        return callerRan.sum();
    }

    /** Counts jobs that were run without ever having been offered. */
    void ranOutside(int jobs) {
        callerRan.add(jobs);
    }

    /** Whether the admission refused jobs that are not to wait; then that is counted. */
    boolean refused(long answer, int jobs) {
        if (answer < 0) {
            refuse(reason(answer), jobs);
        }
        return answer < 0;
    }

    private static Refusal reason(long answer) {
        if (answer == Admission.CLOSED) {
            return Refusal.CLOSED;
        }
        return answer == Admission.SHED ? Refusal.SHED : Refusal.FULL;
    }

    /** Counts jobs that are refused: once for each, by whoever tells the submitter. */
    void refuse(Refusal reason, int jobs) {
        refusals.add(reason, jobs);
        flight.rejected(reason, jobs);
    }

    /**
     * Applies the policy to jobs that were not admitted.
     *
     * @param answer of the admission
     * @param jobs as they will be run, in order
     * @return the position of jobs that are admitted now, or {@link #RAN} or {@link #DROPPED}
     */
    long insist(long answer, Object... jobs) {
        return insistWithin(Long.MAX_VALUE, answer, jobs);
    }

    /**
     * The same for jobs that may not wait for room as long as the policy says.
     *
     * @param mostNanos how long they may wait
     */
    long insistWithin(long mostNanos, long answer, Object... jobs) {
        refuseAnyway(answer, jobs.length);
        WhenFull policy = config.whenFull();
        if (policy instanceof WhenFull.CallerRuns) {
            return runHere(jobs);
        }
        if (policy instanceof WhenFull.Block block) {
            return crew.isWorker()
                    ? inPlace(jobs)
                    : await(Math.min(mostNanos, TimeUnit.NANOSECONDS.convert(block.limit())), jobs.length);
        }
        if (policy instanceof WhenFull.DropNewest) {
            return dropNewest(jobs);
        }
        if (policy instanceof WhenFull.DropOldest) {
            return dropOldest(jobs);
        }
        throw rejection(jobs.length, Refusal.FULL, "is full", null);
    }

    /** Throws where room would not help, whatever the policy. */
    void refuseAnyway(long answer, int jobs) {
        if (answer == Admission.CLOSED) {
            throw rejection(jobs, Refusal.CLOSED, "is closed", null);
        }
        if (answer == Admission.SHED) {
            Shedding shedding = admission.shedding();
            String why = shedding == null ? "" : ", since " + shedding.why();
            throw rejection(jobs, Refusal.SHED, "sheds load" + why, null);
        }
    }

    private long dropNewest(Object... jobs) {
        fates.addDroppedNewest(jobs.length);
        for (Object job : jobs) {
            if (job instanceof Arbitrated arbitrated) {
                arbitrated.tryDrop();
            }
        }
        return DROPPED;
    }

    /** Who waits in the line keeps all others out: the room that is made here is theirs first. */
    private long dropOldest(Object... jobs) {
        long answer = Admission.FULL;
        while (answer == Admission.FULL) {
            line.serveWaiting();
            answer = admission.tryAdmit(jobs.length);
            if (answer == Admission.FULL && !eldest.drop()) {
                batchers.run();
                answer = awaitVictims(jobs);
            }
        }
        refuseAnyway(answer, jobs.length);
        return answer;
    }

    /** What cannot be found is in somebody's hand for a moment, or held back by a batching submitter. Or all that wait have a key, and are not dropped: then this is a wait for room, as under {@link WhenFull#block()}, but that there may be something to drop soon. */
    private long awaitVictims(Object... jobs) {
        if (!keyedWait.getAsBoolean()) {
            Probe.yieldAt(Point.SPIN);
            return Admission.FULL;
        }
        try {
            return crew.isWorker() ? inPlace(jobs) : line.await(jobs.length, VICTIMS_NANOS);
        } catch (InterruptedException interrupt) {
            throw interrupted(jobs.length, interrupt);
        }
    }

    /** Waits in the line for room: the position, when there was some. */
    long await(long limit, int jobs) {
        long answer;
        batchers.run(); // room that is taken by what is held back would not come before its linger ends
        try {
            answer = line.await(jobs, limit);
        } catch (InterruptedException interrupt) {
            throw interrupted(jobs, interrupt);
        }
        if (answer == Admission.CLOSED) {
            throw rejection(jobs, Refusal.CLOSED, "was closed while the submitter waited for room", null);
        }
        if (answer == Admission.FULL) {
            throw rejection(jobs, Refusal.TIMED_OUT, "was full for " + Times.inWords(Math.max(0, limit)), null);
        }
        return answer;
    }

    private RejectedExecutionException interrupted(int jobs, @Nullable InterruptedException interrupt) {
        Thread.currentThread().interrupt();
        return rejection(jobs, Refusal.INTERRUPTED, "was full until the submitter was interrupted", interrupt);
    }

    /** A worker that waits for room in its own pool may wait for itself. */
    long inPlace(Object... jobs) {
        if (crew.runInPlace(DEEPEST_IN_PLACE, jobs)) {
            callerRan.add(jobs.length);
            return RAN;
        }
        throw rejection(
                jobs.length,
                Refusal.FULL,
                "is full, and jobs already run " + DEEPEST_IN_PLACE + " deep inside each other on this worker",
                null);
    }

    /** On a worker inside the job that it runs, and isolated from it, however deep. */
    private long runHere(Object... jobs) {
        callerRan.add(jobs.length);
        if (crew.runInPlace(Integer.MAX_VALUE, jobs)) {
            return RAN;
        }
        for (Object job : jobs) {
            try {
                ((Runnable) job).run();
            } catch (Throwable failure) {
                failures.ofJob(failure);
            }
        }
        return RAN;
    }

    /** A refusal, counted. */
    RejectedExecutionException rejection(int jobs, Refusal reason, String why, @Nullable Throwable cause) {
        refuse(reason, jobs);
        return new RejectedExecutionException(
                "pool '" + config.name() + "' " + why + ": depth " + admission.depth() + " of " + admission.capacity()
                        + ", state " + state.get() + (jobs == 1 ? "" : ", " + jobs + " jobs"),
                cause);
    }
}
