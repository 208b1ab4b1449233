package dev.millrace.pool.runtime.handle;

import dev.millrace.pool.runtime.cells.Fields;
import dev.millrace.pool.runtime.probe.Point;
import dev.millrace.pool.runtime.probe.Probe;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A thread in its part of running jobs with handles: which of them it is in, and which one it waits for.
 *
 * <h2>An interrupt reaches the job that it is meant for</h2>
 *
 * On one thread jobs can lie inside each other (one waits for another and runs it in place). Who cancels a task moves its state by CAS, <em>then</em> reads {@code innermost}, and interrupts only if that is the task. The
 * thread that goes into another job, or comes out of it, writes {@code innermost}, <em>then</em> reads the state of the task that it left or came back to ({@link Task#awaitStop}). So either the canceller sees that another
 * job is on top and leaves the thread alone, or the thread sees the cancel, waits until the interrupt has been given, takes it off the inner job and gives it to the outer one when it is back there.
 */
public final class Runner {
    private static final ThreadLocal<@Nullable Runner> CURRENT = new ThreadLocal<>();
    private static final VarHandle INNERMOST = Fields.handle(MethodHandles.lookup(), "innermost", Task.class);

    private final Thread thread = Thread.currentThread();
    private final String name = thread.getName();
    private final @Nullable Home home;
    private final BooleanSupplier stopping;
    /** The task that runs at the top of the stack, or null. Written by the thread, read by cancellers. */
    private volatile @Nullable Task<?> innermost;
    /** The task for which the thread waits, however long that takes. Written by the thread, read by others that are about to wait. */
    private volatile @Nullable Task<?> awaited;

    /** How its outermost job is interrupted, with a handle or without; null where nobody does. */
    private final @Nullable Poke poke;
    /** How deep it is in jobs inside jobs; touched by the thread alone. */
    private int depth;
    /** The task that it left when it went in, or null. Written by the thread before {@code passages}, read by the watch between two readings of it. */
    private volatile @Nullable Task<?> left;
    /** How often it went into a job inside the outermost one, or came out of the last: odd while it is inside. Written by the thread, read by the watch. */
    private volatile int passages;

    private int passed;
    /** What the jobs on this thread have opened last and not closed; touched by the thread alone. */
    private @Nullable Scope scope;
    /** How its thread is made as it was before a job, inside another one and outside; null where the thread is not the pool's. Touched by the thread alone. */
    private @Nullable Runnable cleaningInside;

    private @Nullable Runnable cleaning;

    private Runner(@Nullable Home home, BooleanSupplier stopping, @Nullable Poke poke) {
        this.home = home;
        this.stopping = stopping;
        this.poke = poke;
    }

    /**
     * Makes the current thread a worker of a pool, until {@link #leave}.
     *
     * @param stopping whether the pool interrupts whatever its workers run
     */
    public static Runner enter(Home home, BooleanSupplier stopping) {
        return enter(home, stopping, false);
    }

    /**
     * The same.
     *
     * @param poked whether its jobs may be interrupted by {@link #poke}
     */
    public static Runner enter(Home home, BooleanSupplier stopping, boolean poked) {
        Runner runner = new Runner(home, stopping, poked ? new Poke() : null);
        CURRENT.set(runner);
        return runner;
    }

    /** The current thread's, if it is a worker of this pool. */
    public static @Nullable Runner of(Home pool) {
        Runner current = CURRENT.get();
        return current != null && current.isAt(pool) ? current : null;
    }

    /** The job with a handle that runs at the top of the stack, or null; for others it is of the moment. */
    public @Nullable Task<?> innermost() {
        return innermost;
    }

    /** Makes it so again, after the thread's locals were reset. */
    public void enterAgain() {
        CURRENT.set(this);
    }

    /** Ends what {@link #enter} began. */
    public static void leave() {
        CURRENT.remove();
    }

    /** The current thread's, if it is a worker of any pool, or runs a task. */
    public static @Nullable Runner current() {
        return CURRENT.get();
    }

    /** The task that runs at the top of the current thread's stack, or null. */
    public static @Nullable Task<?> currentTask() {
        Runner runner = CURRENT.get();
        return runner == null ? null : runner.innermost;
    }

    /** On the thread, between two jobs: an interrupt that came there is nobody's, unless the pool interrupts whatever runs; that one is for the job that comes next. */
    public void clearInterrupt() {
        if (Thread.interrupted() && isStopping()) {
            thread.interrupt();
        }
    }

    /**
     * On the thread: how it is made as it was before a job.
     *
     * @param inside after one that ran inside another
     * @param outermost after one that did not
     */
    public void cleanBy(Runnable inside, Runnable outermost) {
        cleaningInside = inside;
        cleaning = outermost;
    }

    /** On the thread, after a job that it has run and before an action that follows: nothing of what the job has made of the thread is the action's. */
    void forgetJob() {
        Runnable how = depth == 0 ? cleaning : cleaningInside;
        if (how != null) {
            clearInterrupt();
            how.run();
        }
    }

    /** On the thread, after the end of a job on the outermost level was counted: no interrupt that was meant for it comes later. */
    public void settle() {
        if (poke != null) {
            poke.settle(this);
        }
    }

    /**
     * By the one thread that watches: interrupts the outermost job, now or when it is on top again.
     *
     * @param runs whether it still runs; asked again
     * @return false if it does not, or may not be interrupted
     */
    public boolean poke(BooleanSupplier runs) {
        return poke != null && poke.give(this, runs);
    }

    /** What the jobs on this thread have opened last and not closed, or null; by the thread. */
    public @Nullable Scope scope() {
        return scope;
    }

    /** The job on top has opened one. */
    public void opened(Scope inner) {
        scope = inner;
    }

    /** It was closed. */
    public void closed(Scope inner) {
        if (scope == inner) {
            scope = inner.around();
        }
    }

    /** A job has ended that began when {@code before} was the last: closes for it what it has left open. */
    public void endScopes(@Nullable Scope before) {
        while (scope != before && scope != null) {
            Scope left = scope;
            scope = left.around();
            left.leftOpen();
        }
    }

    /** Its thread. */
    public Thread thread() {
        return thread;
    }

    /** The task on the outermost level, or null if a job without a handle, or none, is there. By any thread; of the moment. */
    public @Nullable Task<?> outermost() {
        while (true) {
            int before = passages;
            Task<?> task = isInside(before) ? left : innermost;
            if (passages == before) {
                return task;
            }
        }
    }

    /** Whether another job runs inside the outermost one. */
    public boolean isInside() {
        return isInside(passages);
    }

    private static boolean isInside(int passages) {
        return (passages & 1) != 0;
    }

    private void goIn(@Nullable Task<?> outer) {
        if (depth++ == 0) {
            left = outer;
            passages = ++passed;
            if (poke != null) {
                poke.await(); // an interrupt that was given is on the thread now, and kept for the outer job
            }
        }
    }

    /** Whether the job that it is back in was to be interrupted meanwhile. */
    private boolean comeOut() {
        if (--depth > 0) {
            return false;
        }
        passages = ++passed;
        left = null;
        return poke != null && poke.takeOwed();
    }

    /** The pool whose worker it is, or null. */
    @Nullable Home home() {
        return home;
    }

    /** Whether its pool interrupts whatever its workers run. */
    public boolean isStopping() {
        return stopping.getAsBoolean();
    }

    boolean isAt(Home pool) {
        return home == pool;
    }

    /** The name of its thread when it began. */
    public String name() {
        return name;
    }

    /** The task for which the thread waits without a limit, or null. */
    @Nullable Task<?> awaited() {
        return awaited;
    }

    /** For people: what it waits for, and who runs that. */
    public String waitInWords() {
        Task<?> task = awaited;
        if (task == null) {
            return name + " waits, with a limit";
        }
        Runner by = task.dependsOn();
        return name + " waits for " + task.label()
                + (isAt(task.home()) ? "" : " of pool '" + task.home().name() + "'")
                + (by == null ? "" : (task.isGhost() ? ", which runs on " : ", whose key runs on ") + by.name);
    }

    void await(@Nullable Task<?> task) {
        awaited = task;
    }

    /** A task begins on this thread, or has ended, outside any other; a begin is published by the CAS to RUNNING that follows, an end by nothing, since its state says it. */
    public void outermost(@Nullable Task<?> task) {
        INNERMOST.set(this, task);
    }

    void interrupt(TaskState<?> task) {
        if (innermost == task) {
            Probe.at(Point.INTERRUPTS);
            thread.interrupt();
        }
    }

    /**
     * On the current worker, runs one thing after the other inside the job that it is in, each apart from the next, until there is none or the outer job is interrupted.
     *
     * @param step does one; false if there is none
     * @param between after each
     */
    public void insideEach(BooleanSupplier step, Runnable between) {
        Task<?> outer = innermost;
        boolean stoppedBefore = isStopped(outer);
        inside(() -> {
            while ((stoppedBefore || !isStopped(outer)) && step.getAsBoolean()) {
                between.run();
                if (Thread.interrupted() && isStopping()) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        });
    }

    private static boolean isStopped(@Nullable Task<?> outer) {
        return outer != null && outer.awaitStop();
    }

    /**
     * On the current thread, runs something inside the job that it is in: the job's own interrupts do not reach it, and on a worker its interrupts do not reach the job; those of a close reach both. Any other thread is its
     * owner's: an interrupt that comes to it meanwhile stays.
     */
    public static void inside(Runnable inner) {
        Runner known = CURRENT.get();
        Runner runner = known == null ? new Runner(null, () -> false, null) : known;
        if (known == null) {
            runner.enterAgain();
        }
        Task<?> outer = runner.innermost;
        Scope scopeBefore = runner.scope;
        boolean stoppedBefore = outer != null && outer.awaitStop(); // its interrupt was given: it was on top
        runner.innermost = null;
        if (outer != null) {
            outer.awaitStop(); // one that comes only now was given, or will be below
        }
        runner.goIn(outer);
        boolean interrupted = Thread.interrupted();
        try {
            inner.run();
        } finally {
            runner.endScopes(scopeBefore);
            if (runner.home != null) {
                Thread.interrupted();
            }
            runner.innermost = outer;
            boolean stoppedMeanwhile = outer != null && outer.awaitStop() && !stoppedBefore;
            boolean pokedMeanwhile = runner.comeOut();
            if (interrupted || stoppedMeanwhile || pokedMeanwhile || runner.isStopping()) {
                Thread.currentThread().interrupt();
            }
            if (known == null) {
                leave();
            }
        }
    }
}
