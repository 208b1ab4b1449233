package dev.millrace.pool.runtime.worker;

import dev.millrace.pool.runtime.idle.Sleeper;
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
    private volatile boolean leaving;
    private volatile @Nullable Thread thread;
    /** Guarded by the crew's lock. */
    long notBeforeNanos;
    /** Guarded by the crew's lock. */
    boolean departed;
    /** How deep jobs run inside jobs on this thread; touched by it alone. */
    int inPlaceDepth;

    Member(Crew crew, Surroundings pool, int number, long notBeforeNanos) {
        this.crew = crew;
        this.pool = pool;
        this.number = number;
        this.notBeforeNanos = notBeforeNanos;
    }

    /** The worker that the current thread is, of whichever pool, or null. */
    static @Nullable Member current() {
        return CURRENT.get();
    }

    @Override
    public void run() {
        CURRENT.set(this);
        sleeper.bind();
        try {
            do {
                crew.awaitTurn(this);
            } while (crew.departed(this, lifeOf()));
        } finally {
            CURRENT.remove();
        }
    }

    /** One worker's life; gives what it died of, or null. */
    private @Nullable Throwable lifeOf() {
        Worker worker = null;
        Throwable death = null;
        try {
            worker = new Worker(pool, sleeper, number, this);
            worker.work();
        } catch (Throwable failure) {
            death = failure;
        }
        try {
            if (worker != null) {
                worker.leaveSeat();
            }
        } catch (Throwable failure) {
            death = failure;
        }
        return death;
    }

    Crew crew() {
        return crew;
    }

    Sleeper sleeper() {
        return sleeper;
    }

    void bind(Thread made) {
        thread = made;
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

    /** Wakes a worker that was told to leave, if it sleeps. Flag first, sleeper second: the worker announces its sleep, then reads the flag. */
    void wakeToLeave() {
        if (sleeper.isSleeping()) {
            pool.idle().wake(sleeper);
        }
    }
}
