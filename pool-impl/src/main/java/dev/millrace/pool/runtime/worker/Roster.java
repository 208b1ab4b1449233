package dev.millrace.pool.runtime.worker;

import dev.millrace.pool.runtime.admission.Admission;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Who the workers of a pool are, and how many there should be. All fields, and the fields of a member that say so, are guarded by the lock; methods take it unless they say that the caller has it. Nothing of the user's is
 * called under it.
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

    private int most = Integer.MAX_VALUE;
    /** How many members are counted: not told to leave, not departed, not dying. */
    private int active;

    private int hired;
    private boolean stopping;

    Roster(Surroundings pool) {
        this.pool = pool;
        this.admission = pool.admission();
    }

    void lock() {
        lock.lock();
    }

    void unlock() {
        lock.unlock();
    }

    // ---- how many there should be

    void setTarget(int size) {
        lock.lock();
        try {
            target = size;
        } finally {
            lock.unlock();
        }
    }

    void setMost(int size) {
        lock.lock();
        try {
            most = size;
        } finally {
            lock.unlock();
        }
    }

    void setSpares(int count) {
        lock.lock();
        try {
            spares = count;
        } finally {
            lock.unlock();
        }
    }

    int target() {
        lock.lock();
        try {
            return target;
        } finally {
            lock.unlock();
        }
    }

    private int wanted() {
        return Math.max(target, Math.min(target + spares, most));
    }

    // ---- coming and going

    /** Enlists one more, if there are fewer than wanted; null if not. */
    @Nullable Member enlist(Crew crew) {
        lock.lock();
        try {
            buryDead();
            return admission.isClosed() ? null : enlistSuccessor(crew, 0, false);
        } finally {
            lock.unlock();
        }
    }

    /** Under the lock: the same, for one who begins at a given time, and for a pool that may be closed already. */
    @Nullable Member enlistSuccessor(Crew crew, long notBeforeNanos, boolean successor) {
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

    /** Under the lock: whether there are fewer than wanted. */
    boolean lacksOne() {
        return !stopping && active < wanted();
    }

    /** Under the lock. */
    void count(Member member) {
        member.counted = true;
        active++;
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

    /** Chooses one who leaves, a sleeper if there is one, if there are more than wanted; null if not. */
    @Nullable Member dismiss() {
        lock.lock();
        try {
            if (stopping || active <= wanted() || admission.isClosed()) {
                return null;
            }
            Member chosen = null;
            for (Member member : members) {
                if (member.counted
                        && (chosen == null
                                || member.sleeper().isSleeping()
                                || !chosen.sleeper().isSleeping())) {
                    chosen = member;
                }
            }
            if (chosen != null) {
                uncount(chosen);
                chosen.tellToLeave();
                changed.signalAll();
            }
            return chosen;
        } finally {
            lock.unlock();
        }
    }

    /** Strikes out a member whose thread could not be had. */
    void strike(Member member) {
        lock.lock();
        try {
            members.remove(member);
            uncount(member);
            member.tellToLeave(); // the factory may have started it itself
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** A member's thread ends without having said so. */
    void lose(Member member) {
        lock.lock();
        try {
            uncount(member);
            departed(member);
        } finally {
            lock.unlock();
        }
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

    /** Whether all that were enlisted have come, and none was lost on the way. */
    boolean allHere() {
        lock.lock();
        try {
            return members.stream().allMatch(member -> member.departed || member.isHere());
        } finally {
            lock.unlock();
        }
    }

    /** Tells all to leave; nobody is enlisted from here on. */
    List<Member> stop() {
        lock.lock();
        try {
            stopping = true;
            members.forEach(Member::tellToLeave);
            changed.signalAll();
            return List.copyOf(members);
        } finally {
            lock.unlock();
        }
    }

    // ---- waiting

    /** Lets those who wait look again. */
    void nudge() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
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
        List<Member> all;
        lock.lockInterruptibly();
        try {
            buryDead();
            while (members.stream().anyMatch(member -> !member.departed)) {
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

    // ---- who they are

    /** Threads of members that have not left their seat. */
    List<Thread> threadsAtWork() {
        lock.lock();
        try {
            List<Thread> atWork = new ArrayList<>();
            for (Member member : members) {
                Thread thread = member.thread();
                if (!member.departed && thread != null) {
                    atWork.add(thread);
                }
            }
            return atWork;
        } finally {
            lock.unlock();
        }
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
