package dev.millrace.pool.runtime.worker;

import dev.millrace.pool.runtime.handle.Runner;
import dev.millrace.pool.runtime.handle.ThreadState;
import dev.millrace.pool.runtime.idle.Sleeper;
import dev.millrace.pool.runtime.probe.Point;
import dev.millrace.pool.runtime.probe.Probe;
import dev.millrace.pool.runtime.seat.Seat;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A worker as the crew sees it: its thread, whether it is to leave, and what happens when it ends. A thread is usually one worker's; where no thread can be made for the
 * successor of one that died, the thread becomes its own successor.
 */
final class Member implements Runnable, Worker.Leave {
    private static final ThreadLocal<@Nullable Member> CURRENT = new ThreadLocal<>();

    private final Crew crew;
    private final Surroundings pool;
    private final int number;
    private final Sleeper sleeper = new Sleeper();
    private final AtomicBoolean begun = new AtomicBoolean();
    private volatile boolean leaving;
    private volatile @Nullable Thread thread;
    /** When it may begin, or 0. Guarded by the roster's lock. */
    long notBeforeNanos;
    /** Whether it follows a dead one and has not begun yet. Guarded by the roster's lock. */
    boolean successor;
    /** Whether it counts towards the size. Guarded by the roster's lock. */
    boolean counted;
    /** Whether it has left its seat for good. Guarded by the roster's lock. */
    boolean departed;
    /** Who is in the user's factory for its thread, or null. Written by that thread; others may see an old value, which is never themselves. */
    private @Nullable Thread maker;
    /** How deep jobs run inside jobs on this thread; touched by it alone. */
    private int inPlaceDepth;
    /** What it has with it while it lives, or null; touched by its thread alone. */
    private @Nullable Life life;

    Member(Crew crew, Surroundings pool, int number) {
        this.crew = crew;
        this.pool = pool;
        this.number = number;
    }

    /** The worker that the current thread is, of whichever pool, or null. */
    static @Nullable Member current() {
        return CURRENT.get();
    }

    @Override
    public void run() {
        if (!begun.compareAndSet(false, true)) {
            throw new IllegalStateException("the thread factory ran a worker twice");
        }
        thread = Thread.currentThread();
        enterAgain();
        Runner self = Runner.enter(pool.home(), crew::isStopping, pool.pokes());
        sleeper.bind();
        boolean torn = true;
        try {
            do {
                crew.awaitTurn(this);
            } while (crew.departed(this, lifeOf(self)));
            torn = false;
        } finally {
            if (torn) {
                crew.torn(this);
            }
            Runner.leave();
            CURRENT.remove();
        }
    }

    /** Makes the current thread this worker's, again after the thread's locals were reset. */
    void enterAgain() {
        CURRENT.set(this);
    }

    /** One worker's life; gives what it died of, or null. */
    private @Nullable Throwable lifeOf(Runner self) {
        Seat seat = null;
        Worker worker = null;
        try {
            seat = pool.seats().take(sleeper, self);
            Probe.at(Point.SEATED);
            life = crew.newLife();
            worker = new Worker(pool, seat, number, self, this, life);
            worker.work();
            return null;
        } catch (Throwable death) {
            return death;
        } finally {
            if (seat != null) {
                Eviction.clear(pool, seat);
            }
            if (worker != null) {
                worker.end();
            }
            endLife();
        }
    }

    /** After the seat was left and the duty of a searcher passed on: this can take long, and nobody else's jobs wait for it. */
    private void endLife() {
        Life ending = life;
        if (ending != null) {
            ending.end();
            life = null;
        }
    }

    @Nullable Life life() {
        return life;
    }

    /** On this very thread: runs jobs inside the job that it runs, unless {@code most} are inside each other already. */
    boolean runInPlace(int most, Object... jobs) {
        if (inPlaceDepth >= most) {
            return false;
        }
        inPlaceDepth++;
        try {
            for (Object job : jobs) {
                inside(() -> runIsolated((Runnable) job));
            }
        } finally {
            inPlaceDepth--;
        }
        return true;
    }

    private void runIsolated(Runnable job) {
        try {
            job.run();
        } catch (Throwable failure) {
            pool.failures().ofJob(failure);
        }
    }

    /** On this very thread: runs something inside the job that it runs, neither of which sees the other's interrupts or changes of the thread. */
    void inside(Runnable inner) {
        ThreadState outer = ThreadState.ofCurrentThread();
        try {
            Runner.inside(inner);
        } finally {
            outer.restore();
        }
    }

    Crew crew() {
        return crew;
    }

    Sleeper sleeper() {
        return sleeper;
    }

    /** Who is about to call the factory for its thread; null when that has returned. */
    void madeBy(@Nullable Thread hiring) {
        maker = hiring;
    }

    /** Whether the current thread is in the factory for it, and so cannot wait for it. */
    boolean isBeingMadeHere() {
        return maker == Thread.currentThread();
    }

    /** The thread that the factory made; the one that really runs this, should it be another, takes its place. */
    void bind(Thread made) {
        if (thread == null) {
            thread = made;
        }
    }

    /** Whether the thread has ended without ever running this, or was torn out of it. */
    boolean isDead() {
        Thread bound = thread;
        return !departed && bound != null && bound.getState() == Thread.State.TERMINATED;
    }

    /** Whether its thread has begun to run it, and lives. */
    boolean isHere() {
        return begun.get() && !isDead();
    }

    @Nullable Thread thread() {
        return thread;
    }

    @Override
    public boolean wanted() {
        return leaving;
    }

    /** Tells the worker to end after its current job. */
    void tellToLeave() {
        leaving = true;
    }

    /** Takes an order to end back, when the thread goes on as its own successor. */
    void stay() {
        leaving = false;
    }

    /** Wakes a worker that was told to leave, if it sleeps. Flag first, sleeper second: the worker announces its sleep, then reads the flag. */
    void wakeToLeave() {
        Probe.at(Point.TOLD_TO_LEAVE);
        pool.pause().nudge();
        pool.idle().wakeSurely(sleeper);
    }
}
