package dev.millrace.pool.runtime.watch;

import dev.millrace.pool.StuckJob;
import dev.millrace.pool.StuckJobs;
import dev.millrace.pool.runtime.events.Events;
import dev.millrace.pool.runtime.explain.Names;
import dev.millrace.pool.runtime.explain.Times;
import dev.millrace.pool.runtime.handle.Runner;
import dev.millrace.pool.runtime.handle.Task;
import dev.millrace.pool.runtime.seat.Seat;
import dev.millrace.pool.runtime.seat.Seats;
import dev.millrace.pool.runtime.seat.Slot;
import dev.millrace.pool.runtime.worker.Actions;
import dev.millrace.pool.runtime.worker.Crew;
import dev.millrace.pool.runtime.worker.Failures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Finds jobs that run too long, tells of each once, interrupts it when it is to, and has others stand in for its worker. What is asked of it is answered to any thread; the rest is the watch's. */
public final class StuckJobWatch implements Lookout {
    private static final int LOOKS = 8;
    private static final long LEAST_PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long MOST_PERIOD_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long NEVER = Long.MAX_VALUE;

    private final Seats seats;
    private final Crew crew;
    private final Events events;
    private final Failures failures;
    private final Interruption interruption;
    private final long afterNanos;
    private final long interruptNanos;
    private final int spares;
    private final long periodNanos;
    private final Ages ages;

    /** Replaced by the watch, read by anybody. */
    private volatile List<StuckCase> cases = List.of();
    /** How many were ever stuck. Written by the watch, read by anybody. */
    private volatile long total;
    /** Touched by the watch alone, as are the next. */
    private boolean standIns;

    private long found;
    private int untold;

    /** For one pool. */
    public StuckJobWatch(
            StuckJobs settings, Seats seats, Crew crew, Events events, Failures failures, Actions actions) {
        this.seats = seats;
        this.crew = crew;
        this.events = events;
        this.failures = failures;
        this.interruption = new Interruption(actions);
        afterNanos = nanos(settings.after());
        interruptNanos = nanos(settings.interruptAfter());
        spares = settings.spares();
        periodNanos = Math.max(LEAST_PERIOD_NANOS, Math.min(afterNanos / LOOKS, MOST_PERIOD_NANOS));
        ages = new Ages(System::nanoTime, 2 * periodNanos + LATE_NANOS);
    }

    private static long nanos(@Nullable Duration age) {
        return age == null ? NEVER : TimeUnit.NANOSECONDS.convert(age);
    }

    @Override
    public long periodNanos() {
        return periodNanos;
    }

    @Override
    public void begin(long nowNanos) {
        ages.begin(seats.taken());
    }

    @Override
    public boolean look(long nowNanos) {
        Seat[] taken = seats.taken();
        ages.look(taken);
        for (StuckCase stuck : cases) {
            long ageNanos = ages.ageNanos(stuck.run);
            if (stuck.run.isGoing()) {
                stuck.seen(ageNanos);
            } else {
                free(stuck);
            }
        }
        for (Seat seat : taken) {
            report(seat);
        }
        tellHowManyMore();
        for (StuckCase stuck : cases) {
            interrupt(stuck);
        }
        standIn();
        return !cases.isEmpty();
    }

    private void free(StuckCase ended) {
        cases = cases.stream().filter(stuck -> stuck != ended).toList();
        StuckJob job = ended.last();
        events.freed(job);
        failures.note(() -> "worker " + job.worker() + " is not stuck any more: " + job.job() + " has ended");
    }

    /** The stack is taken between two looks at the counts: else it might be the next job's. */
    private void report(Seat seat) {
        Run run = ages.of(seat.slot());
        Runner worker = seat.runner();
        if (run == null || worker == null || isKnown(run)) {
            return;
        }
        long ageNanos = ages.ageNanos(run);
        if (ageNanos < afterNanos) {
            return;
        }
        List<StackTraceElement> stack = List.of(worker.thread().getStackTrace());
        Task<?> task = worker.outermost();
        if (!run.isGoing()) {
            return;
        }
        String label = task == null ? null : task.givenLabel();
        StuckCase stuck = new StuckCase(run, worker, label != null ? label : JobFrames.name(stack), ageNanos, stack);
        List<StuckCase> more = new ArrayList<>(cases);
        more.add(stuck);
        cases = List.copyOf(more);
        total = ++found;
        tell(stuck.told(ageNanos));
    }

    private boolean isKnown(Run run) {
        return cases.stream().anyMatch(stuck -> stuck.run.equals(run));
    }

    private void tell(StuckJob job) {
        events.stuck(job);
        boolean told = failures.tell(() -> "a job is stuck: worker " + job.worker() + " has run " + Names.of(job.job())
                + " for " + Times.inWords(job.age()) + JobFrames.text(job.stack()));
        untold += told ? 0 : 1;
    }

    private void tellHowManyMore() {
        int more = untold;
        if (more > 0 && failures.tell(() -> more + " more jobs are stuck, or were; stuckJobs() has those that are")) {
            untold = 0;
        }
    }

    private void interrupt(StuckCase stuck) {
        if (interruptNanos == NEVER) {
            return;
        }
        long ageNanos = ages.ageNanos(stuck.run);
        if (ageNanos >= interruptNanos && !stuck.isInterrupted() && interruption.interrupt(stuck)) {
            stuck.interrupted();
        }
        Task<?> inner = stuck.innerOlderThan(interruptNanos, ageNanos);
        if (inner != null) {
            interruption.timeOut(inner);
        }
    }

    /** At each look: who was told to leave meanwhile needs nobody in his place. */
    private void standIn() {
        if (spares > 0 && (standIns || !cases.isEmpty())) {
            standIns = !cases.isEmpty();
            crew.standIn(cases.stream().map(stuck -> stuck.worker.thread()).toList(), spares);
        }
    }

    // ---- asked by anybody

    /** Those that are stuck now. */
    public List<StuckJob> jobs() {
        return cases.stream()
                .map(stuck -> {
                    long ageNanos = ages.ageNanos(stuck.run);
                    return stuck.run.isGoing() ? stuck.told(ageNanos) : null;
                })
                .filter(Objects::nonNull)
                .toList();
    }

    /** How many are stuck now. */
    public int count() {
        return (int) cases.stream().filter(stuck -> stuck.run.isGoing()).count();
    }

    /** How many were ever stuck. */
    public long total() {
        return total;
    }

    /** Whether the job at this place is stuck. */
    public boolean isStuck(Slot slot) {
        return cases.stream().anyMatch(stuck -> stuck.run.slot().number() == slot.number() && stuck.run.isGoing());
    }

    /** How long the job at this place has run, at least; zero if there is none, or nobody has looked since it began. */
    public Duration runningFor(Slot slot) {
        Run run = ages.of(slot);
        if (run == null) {
            return Duration.ZERO;
        }
        long ageNanos = ages.ageNanos(run);
        return run.isGoing() ? Duration.ofNanos(ageNanos) : Duration.ZERO;
    }

    @Override
    public String toString() {
        return "stuck jobs";
    }
}
