package dev.millrace.pool.runtime.interleave;

import dev.millrace.pool.runtime.probe.Point;
import dev.millrace.pool.runtime.probe.Visitor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Real threads of which one goes on at a time. It has the baton, and at each point a {@link Picker} says who has it next. The threads are those of the test and all that the pool makes meanwhile; any other passes through.
 *
 * <p>A thread that parks in the pool's own ways says so at a point, and what it waits for; it gets the baton again when that is true. One that is blocked in any other way, in a lock or a join, is found by its thread state after a
 * while, and goes <em>astray</em>: others go on without it, until it comes to a point. From then on the order is not the seed's alone, so that is counted. The pool's clock for searches moves on with each reading.
 */
final class Schedule implements Visitor {
    private static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(50);
    private static final int BLOCKED_LOOKS = 4;
    private static final long BLOCKED_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long HUNG_NANOS = TimeUnit.SECONDS.toNanos(Integer.getInteger("millrace.hung", 10));
    /** More than any case has that ends: they turn round. */
    private static final int MOST_STEPS = 100_000;

    /** Small beside the 5 us that a search lasts: a search without a look would hide what others can do meanwhile. */
    private static final long TICK_NANOS = 1_000;

    private final Picker picker;
    private final Consumer<Point> faults;
    private final Object lock = new Object();
    private final List<Actor> actors = new ArrayList<>();
    private final Map<Thread, Actor> byThread = new ConcurrentHashMap<>();
    private final List<String> trace = new ArrayList<>();
    /** Long ago: whoever reads the true clock after it sees much time gone by. */
    private final AtomicLong clock = new AtomicLong(System.nanoTime() - TimeUnit.HOURS.toNanos(1));
    /** Whether it began. Guarded by the lock. */
    private boolean begun;
    /** Who has the baton, or null. Written under the lock. */
    private volatile Actor holder;
    /** Who has ended, and whose thread has not: it had the baton last. Written under the lock. */
    private volatile Actor dying;
    /** Points passed. Written under the lock, read by who looks whether anything goes on. */
    private volatile int steps;
    /** Whether all go their own ways. */
    private volatile boolean over;
    /** When somebody could last go on. Guarded by the lock. */
    private long enabledNanos = System.nanoTime();

    private int strays;
    private int idles;
    private volatile Thread keeper;

    /** @param faults called at each point, once it has been passed; may throw */
    Schedule(Picker picker, Consumer<Point> faults) {
        this.picker = picker;
        this.faults = faults;
    }

    // ---- where threads come

    @Override
    public void at(Point point) {
        Actor me = byThread.get(Thread.currentThread());
        if (me != null) {
            pass(me, point.name(), Actor.Stand.READY, () -> true, point == Point.SPIN);
            if (!over) {
                faults.accept(point);
            }
        }
    }

    @Override
    public void await(Point point, BooleanSupplier met) {
        Actor me = byThread.get(Thread.currentThread());
        if (me != null) {
            Actor.Stand stand =
                    point == Point.PARK || point == Point.AWAIT_ROOM ? Actor.Stand.WAITS : Actor.Stand.WAITS_A_WHILE;
            pass(me, point.name(), stand, met, false);
        }
    }

    /** A test's own thread, or a job, waits. */
    void await(String what, BooleanSupplier met) {
        Actor me = me();
        while (!met.getAsBoolean()) {
            if (over) {
                throw new IllegalStateException("the schedule is over: " + what);
            }
            pass(me, what, Actor.Stand.WAITS, met, false);
        }
    }

    /** The same, until it is interrupted as well; whether it is. */
    boolean awaitInterruptibly(String what, BooleanSupplier met) {
        Actor me = me();
        await(what, () -> met.getAsBoolean() || me.isInterrupted());
        return Thread.currentThread().isInterrupted();
    }

    private Actor me() {
        Actor me = byThread.get(Thread.currentThread());
        if (me == null) {
            throw new IllegalStateException("not a thread of the schedule");
        }
        return me;
    }

    /**
     * A test's own thread, or a job, lets others go first, perhaps.
     *
     * @param spins whether it can do nothing else
     */
    void step(String what, boolean spins) {
        pass(me(), what, Actor.Stand.READY, () -> true, spins);
    }

    @Override
    public long nanoTime() {
        return byThread.containsKey(Thread.currentThread()) ? clock.addAndGet(TICK_NANOS) : System.nanoTime();
    }

    @Override
    public Runnable starts(Runnable body) {
        return over ? body : newActor("pool", body);
    }

    /** A thread that takes part from its begin on. */
    Runnable newActor(String name, Runnable body) {
        Actor actor;
        synchronized (lock) {
            actor = new Actor(actors.size(), name + "-" + actors.size());
            actors.add(actor);
        }
        return new Part(actor, body);
    }

    /** What was to be run by a thread that will not come. */
    void forget(Runnable body) {
        if (body instanceof Part part) {
            synchronized (lock) {
                part.actor.stand = Actor.Stand.ENDED;
            }
        }
    }

    private final class Part implements Runnable {
        private final Actor actor;
        private final Runnable body;

        Part(Actor actor, Runnable body) {
            this.actor = actor;
            this.body = body;
        }

        @Override
        public void run() {
            actor.thread = Thread.currentThread();
            byThread.put(actor.thread, actor);
            takeTurn(actor);
            try {
                body.run();
            } finally {
                byThread.remove(actor.thread);
                leave(actor);
            }
        }
    }

    private void pass(Actor me, String what, Actor.Stand stand, BooleanSupplier met, boolean spins) {
        if (over) {
            return;
        }
        Actor next;
        synchronized (lock) {
            steps++;
            trace.add(me.number + " " + what);
            me.stand = stand;
            me.met = met;
            if (holder != me && holder != null) {
                next = null;
            } else {
                me.goesOn = false;
                next = choose(me, spins);
            }
        }
        if (next == me) {
            me.goesOn = true;
            return;
        }
        handOver(next);
        takeTurn(me);
    }

    private static void handOver(Actor next) {
        if (next != null) {
            next.giveTurns(1);
        }
    }

    private void takeTurn(Actor me) {
        if (!over) {
            me.takeTurn();
        }
        me.goesOn = true;
    }

    private void leave(Actor me) {
        synchronized (lock) {
            boolean had = holder == me;
            trace.add(me.number + " ends");
            steps++;
            me.stand = Actor.Stand.ENDED;
            if (had) {
                holder = null;
                dying = me;
            }
        }
        LockSupport.unpark(keeper);
    }

    /** Under the lock: gives the baton to one who can use it; null if nobody can. */
    private Actor choose(Actor last, boolean spins) {
        List<Actor> enabled = begun ? actors.stream().filter(Actor::isEnabled).toList() : List.of();
        if (enabled.isEmpty()) {
            holder = null;
            return null;
        }
        enabledNanos = System.nanoTime();
        return give(picker.pick(enabled, last, spins));
    }

    private Actor give(Actor next) {
        holder = next;
        next.goesOn = false;
        next.stand = Actor.Stand.GOES;
        return next;
    }

    // ---- who looks after them

    /** Lets them go on until {@code done} is true and then nobody can go on, or for too long nobody could before. */
    Outcome run(BooleanSupplier done) {
        keeper = Thread.currentThread();
        synchronized (lock) {
            begun = true;
            handOver(choose(null, false));
        }
        Actor seen = null;
        int seenSteps = -1;
        int blocked = 0;
        long since = System.nanoTime();
        while (true) {
            LockSupport.parkNanos(this, LOOK_NANOS);
            Actor now = holder;
            int stepsNow = steps;
            if (now != seen || stepsNow != seenSteps) {
                since = System.nanoTime();
                blocked = 0;
            }
            seen = now;
            seenSteps = stepsNow;
            blocked = isBlocked(now) ? blocked + 1 : 0;
            long silentNanos = System.nanoTime() - since;
            boolean astray = (blocked >= BLOCKED_LOOKS && silentNanos > BLOCKED_NANOS) || silentNanos > SILENT_NANOS;
            synchronized (lock) {
                if (now != null && now == holder && steps == stepsNow && astray) {
                    strays++;
                    now.stand = now.thread == null ? Actor.Stand.ENDED : Actor.Stand.ASTRAY;
                    holder = null;
                }
                if (holder == null && !dies() && !revive() && done.getAsBoolean()) {
                    return outcome(false);
                }
                if (System.nanoTime() - enabledNanos > HUNG_NANOS || steps > MOST_STEPS) {
                    return outcome(true);
                }
            }
        }
    }

    private static boolean isBlocked(Actor actor) {
        Thread thread = actor == null || !actor.goesOn ? null : actor.thread;
        Thread.State state = thread == null ? Thread.State.RUNNABLE : thread.getState();
        return state == Thread.State.BLOCKED || state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
    }

    /** Under the lock: whether somebody has ended whose thread has not. */
    private boolean dies() {
        Actor ending = dying;
        if (ending != null && ending.thread.getState() == Thread.State.TERMINATED) {
            dying = null;
        }
        return dying != null;
    }

    /** Under the lock, when nobody has the baton: gives it to somebody, if need be to one who would look for himself after a while; false if there is none. */
    private boolean revive() {
        Actor next = choose(null, false);
        if (next == null) {
            List<Actor> waiting = actors.stream()
                    .filter(actor -> actor.stand == Actor.Stand.WAITS_A_WHILE)
                    .toList();
            next = waiting.isEmpty() ? null : give(waiting.get(idles++ % waiting.size()));
        }
        handOver(next);
        return next != null;
    }

    private Outcome outcome(boolean hung) {
        synchronized (lock) {
            return new Outcome(List.copyOf(trace), strays, hung, actors.toString());
        }
    }

    /** All go their own ways from here on. */
    void end() {
        synchronized (lock) {
            over = true;
            actors.forEach(actor -> actor.giveTurns(1 << 20));
        }
    }

    /**
     * What came of a run.
     *
     * @param trace who passed which point, in order
     * @param strays how often somebody was blocked where no point is: 0 if the seed alone has chosen the order
     * @param hung whether nobody could go on
     * @param actors where they stand
     */
    record Outcome(List<String> trace, int strays, boolean hung, String actors) {}
}
