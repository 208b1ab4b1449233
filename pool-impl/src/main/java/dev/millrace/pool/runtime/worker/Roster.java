package dev.millrace.pool.runtime.worker;

import dev.millrace.pool.runtime.admission.Admission;
import dev.millrace.pool.runtime.probe.Point;
import dev.millrace.pool.runtime.probe.Probe;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who the workers of a pool are, and how many there should be. All fields, and the fields of a {@link Member} that say so, are guarded by the lock; methods take it unless they say that the caller has it. Nothing of the
 * user's is called under it.
 */
final class Roster {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Surroundings pool;
    private final Admission admission;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** Threads that are at work, waiting for their turn, retiring or just ending. */
    private final List<Member> members = new ArrayList<>();

    private int target;
    /** Workers beyond the target, for those that wait; within {@code most}. */
    private int spares;

    /** Workers beyond the target and {@code most}, for those whose job is stuck. */
    private int standIns;

    private Collection<Thread> stuck = List.of();

    private int most = Integer.MAX_VALUE;
    /** How many members are counted: not told to leave, not departed, not dying. */
    private int active;

    private int hired;
    /** Written under the lock; read by workers that come back from a job inside a job. */
    private volatile boolean stopping;

    Roster(Surroundings pool) {
        this.pool = pool;
        this.admission = pool.admission();
    }

    /** Does something under the lock. */
    <T extends @Nullable Object> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    private void change(Runnable action) {
        lock.lock();
        try {
            action.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    // ---- how many there should be

    void setTarget(int size) {
        change(() -> target = size);
    }

    void setMost(int size) {
        change(() -> most = size);
    }

    void setSpares(int count) {
        change(() -> spares = count);
    }

    /** As many as of these threads are members that count, or fewer. */
    void setStandIns(Collection<Thread> forThese, int atMost) {
        change(() -> {
            stuck = forThese;
            long missed = members.stream()
                    .filter(member -> member.counted && Dismissal.isStuck(member, stuck))
                    .count();
            standIns = (int) Math.min(atMost, missed);
        });
    }

    /** How many workers there should be beyond the target. */
    int extra() {
        return locked(() -> wanted() - target);
    }

    int target() {
        return locked(() -> target);
    }

    /** Those that count towards the target; some may be on their way. */
    int active() {
        return locked(() -> active);
    }

    private int wanted() {
        return Math.max(target, Math.min(target + spares, most)) + standIns;
    }

    /** Under the lock: whether there are fewer than wanted. */
    boolean lacksOne() {
        return !isOver() && active < wanted();
    }

    // ---- coming

    /** Enlists one more, if there are fewer than wanted; null if not. */
    @Nullable Member enlist(Crew crew) {
        return locked(() -> {
            buryDead();
            return admission.isClosed() ? null : enlist(crew, 0, false);
        });
    }

    /** Under the lock: the same, for one who begins at a given time, and for a pool that may be closed already. */
    @Nullable Member enlist(Crew crew, long notBeforeNanos, boolean successor) {
        if (!lacksOne()) {
            return null;
        }
        members.removeIf(member -> member.departed && !alive(member));
        Member member = new Member(crew, pool, ++hired);
        member.notBeforeNanos = notBeforeNanos;
        member.successor = successor;
        members.add(member);
        count(member);
        return member;
    }

    /** Under the lock. */
    void count(Member member) {
        member.counted = true;
        active++;
    }

    /** Gives a member the thread that was made for it, and that may be started then; false if nobody is to come any more: the member is struck out. */
    boolean bind(Member member, Thread thread) {
        boolean comes = locked(() -> {
            boolean mayCome = !isOver() && member.counted;
            if (mayCome) {
                member.bind(thread);
            }
            return mayCome;
        });
        if (!comes) {
            strike(member);
        }
        return comes;
    }

    /** Whether nobody has anything to do here any more; for good. */
    boolean isOver() {
        return stopping || admission.isDrained();
    }

    /** Strikes out a member whose thread could not be had. */
    void strike(Member member) {
        change(() -> {
            members.remove(member);
            uncount(member);
            member.tellToLeave(); // the factory may have started it itself
        });
    }

    /** Whether all that were enlisted have come, and none was lost on the way. */
    boolean allHere() {
        return locked(() -> members.stream().allMatch(member -> member.departed || member.isHere()));
    }

    // ---- going

    /**
     * Chooses one who leaves, a sleeper if there is one, if there are more than wanted; null if not.
     *
     * @param stuckFirst whether one whose job is stuck leaves before all others: it does nothing for the pool
     */
    @Nullable Member dismiss(boolean stuckFirst) {
        return locked(() -> {
            boolean tooMany = !stopping && !admission.isClosed() && active > wanted();
            Member chosen = tooMany ? Dismissal.choose(members, stuck, stuckFirst) : null;
            if (chosen != null) {
                uncount(chosen);
                chosen.tellToLeave();
                changed.signalAll();
            }
            return chosen;
        });
    }

    /** Under the lock: it has died, or is to leave. */
    void uncount(Member member) {
        if (member.counted) {
            member.counted = false;
            active--;
        }
    }

    /** Under the lock: it has left its seat for good. */
    void departed(Member member) {
        member.departed = true;
        changed.signalAll();
    }

    /** A member's thread ends without having said so. */
    void lose(Member member) {
        change(() -> {
            uncount(member);
            member.departed = true;
        });
    }

    /** A thread that a factory's wrapper ended before it came here is as dead as any. */
    private void buryDead() {
        for (Member member : members) {
            if (member.isDead()) {
                member.departed = true;
                uncount(member);
            }
        }
    }

    /** Whether {@link #stop} was called. */
    boolean isStopping() {
        return stopping;
    }

    /** Tells all to leave, and gives them; nobody is enlisted from here on. */
    List<Member> stop() {
        return locked(() -> {
            stopping = true;
            members.forEach(Member::tellToLeave);
            changed.signalAll();
            return List.copyOf(members);
        });
    }

    // ---- waiting

    /** Lets those who wait look again. */
    void nudge() {
        change(() -> {});
    }

    /** Under the lock: whether a member that may not begin before a time waits for it. */
    boolean mayWait(Member member) {
        return !stopping && !member.wanted() && !admission.isClosed();
    }

    /** Under the lock: waits for a change; gives what is left of the time, about. An interrupt here is nobody's; the caller loops. */
    @SuppressWarnings("WaitNotInLoop")
    long awaitChange(long nanos) {
        try {
            return changed.awaitNanos(nanos);
        } catch (InterruptedException e) {
            return nanos;
        }
    }

    /** See {@link Crew#awaitEnd}. */
    boolean awaitEnd(LongSupplier leftNanos) throws InterruptedException {
        if (Probe.ON) {
            Probe.await(Point.AWAIT_END, () -> leftNanos.getAsLong() <= 0 || locked(this::allDeparted));
        }
        List<Member> all;
        lock.lockInterruptibly();
        try {
            buryDead();
            while (!allDeparted()) {
                long left = leftNanos.getAsLong();
                if (left <= 0) {
                    return false;
                }
                changed.awaitNanos(Math.min(left, LOOK_NANOS));
                buryDead();
            }
            all = List.copyOf(members);
        } finally {
            lock.unlock();
        }
        for (Member member : all) {
            Threads.join(member.thread(), Math.max(leftNanos.getAsLong(), LOOK_NANOS));
        }
        return true;
    }

    /** Under the lock. One whose thread is still being made when all is over will not come: see {@link #bind}. */
    private boolean allDeparted() {
        boolean over = isOver();
        return members.stream().allMatch(member -> member.departed || (over && member.thread() == null));
    }

    // ---- who they are

    /** Whether the current thread is in the user's factory for a member's thread. */
    boolean isMaking() {
        return locked(() -> members.stream().anyMatch(Member::isBeingMadeHere));
    }

    /** Threads of members that have not left their seat. */
    List<Thread> threadsAtWork() {
        return locked(() -> {
            List<Thread> atWork = new ArrayList<>();
            for (Member member : members) {
                Thread thread = member.thread();
                if (!member.departed && thread != null) {
                    atWork.add(thread);
                }
            }
            return atWork;
        });
    }

    /** Under the lock: the earliest time at which one begins who waits for it, or 0 if nobody does. */
    long nextTurnNanos(long now) {
        long next = 0;
        for (Member member : members) {
            long turn = member.notBeforeNanos;
            if (member.counted && turn != 0 && turn - now > 0 && (next == 0 || turn - next < 0)) {
                next = turn;
            }
        }
        return next;
    }

    private static boolean alive(Member member) {
        Thread thread = member.thread();
        return thread == null || thread.isAlive();
    }
}
