package dev.millrace.pool.runtime.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How workers come and go: the one owner of the pool's size. Size is a target; the crew hires and retires until it is met. A worker that dies is replaced, at once the first time and
 * with growing pauses when deaths follow each other. All state is guarded by the lock; threads are made outside it, since the factory is the user's.
 */
public final class Crew {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Surroundings pool;
    private final Threads threads;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** Threads that are at work, waiting for their turn, retiring or just ending. */
    private final List<Member> members = new ArrayList<>();

    private int target;
    /** Workers beyond the target, for those that wait; within {@code most}. */
    private int spares;

    private int most = Integer.MAX_VALUE;
    /** Members that count towards the target: not retiring, not departed. */
    private int active;

    private int hired;
    /** Written under the lock. */
    private volatile boolean stopping;

    private final DeathPauses pauses = new DeathPauses();

    /** A crew of nobody. */
    public Crew(Surroundings pool, Threads threads) {
        this.pool = pool;
        this.threads = threads;
    }

    /** Whether the current thread is a worker of this crew. */
    public boolean isWorker() {
        Member current = Member.current();
        return current != null && current.crew() == this;
    }

    /** Whether the current thread is a worker of any pool. */
    public static boolean isAnyWorker() {
        return Member.current() != null;
    }

    /**
     * Runs jobs inside the job that the current worker of this crew runs, isolated from each other and from it, unless that is too deep already.
     *
     * @param most how deep jobs may run inside each other
     * @return false if it is too deep
     */
    public boolean runInPlace(int most, Object... jobs) {
        Member current = Member.current();
        return current != null && current.runInPlace(most, jobs);
    }

    /**
     * Sets the size and hires or retires until it is met; gives what kept it from hiring, or null.
     *
     * @param size how many workers there shall be
     */
    public @Nullable Throwable setTarget(int size) {
        lock.lock();
        try {
            target = size;
        } finally {
            lock.unlock();
        }
        return meetTarget();
    }

    /** Sets the most workers that there may be with the spare ones. */
    public void setMost(int size) {
        lock.lock();
        try {
            most = size;
        } finally {
            lock.unlock();
        }
    }

    /** Sets how many workers there shall be for those that wait, as far as the most allows; what keeps it from hiring is told. */
    public void setSpares(int count) {
        lock.lock();
        try {
            spares = count;
        } finally {
            lock.unlock();
        }
        Throwable failure = meetTarget();
        if (failure != null) {
            pool.failures().ofPart("hiring a spare worker", failure);
        }
    }

    /** Under the lock. */
    private int wanted() {
        return Math.max(target, Math.min(target + spares, most));
    }

    private @Nullable Throwable meetTarget() {
        while (true) {
            Member newcomer = null;
            Member retiree = null;
            lock.lock();
            try {
                buryDead();
                if (stopping || active == wanted() || pool.admission().isClosed()) {
                    return null;
                }
                if (active < wanted()) {
                    newcomer = reserve(0);
                } else {
                    retiree = release();
                }
            } finally {
                lock.unlock();
            }
            if (retiree != null) {
                retiree.wakeToLeave();
            }
            Throwable failure = newcomer == null ? null : start(newcomer);
            if (failure != null) {
                return failure;
            }
        }
    }

    /** Under the lock. */
    private Member reserve(long notBeforeNanos) {
        members.removeIf(member -> member.departed && !alive(member));
        Member member = new Member(this, pool, ++hired, notBeforeNanos);
        members.add(member);
        active++;
        return member;
    }

    /** Under the lock: a thread that a factory's wrapper ended before it came here is as dead as any. */
    private void buryDead() {
        for (Member member : members) {
            if (member.isDead()) {
                member.departed = true;
                active -= member.wanted() ? 0 : 1;
            }
        }
    }

    /** Under the lock: chooses who leaves, a sleeper if there is one. */
    private @Nullable Member release() {
        Member chosen = null;
        for (Member member : members) {
            if (!member.departed
                    && !member.wanted()
                    && (chosen == null
                            || member.sleeper().isSleeping()
                            || !chosen.sleeper().isSleeping())) {
                chosen = member;
            }
        }
        active--;
        if (chosen != null) {
            chosen.tellToLeave();
            changed.signalAll();
        }
        return chosen;
    }

    private @Nullable Throwable start(Member member) {
        try {
            Thread thread = threads.makeWorker(member);
            member.bind(thread);
            thread.start();
            return null;
        } catch (Throwable failure) {
            lock.lock();
            try {
                members.remove(member);
                if (!member.wanted()) {
                    active--;
                    member.tellToLeave(); // the factory may have started it itself
                }
                changed.signalAll();
            } finally {
                lock.unlock();
            }
            member.wakeToLeave();
            return failure;
        }
    }

    /** Called by a member before it begins: waits out the pause after deaths. */
    void awaitTurn(Member member) {
        lock.lock();
        try {
            long left = member.notBeforeNanos - System.nanoTime();
            while (member.notBeforeNanos != 0
                    && left > 0
                    && !stopping
                    && !member.wanted()
                    && !pool.admission().isClosed()) {
                left = awaitChange(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** An interrupt here is nobody's; the caller loops. */
    @SuppressWarnings("WaitNotInLoop")
    private long awaitChange(long nanos) {
        try {
            return changed.awaitNanos(nanos);
        } catch (InterruptedException e) {
            return nanos;
        }
    }

    /**
     * Called by a member that has left its seat.
     *
     * @param death what ended it, or null if it was told to leave or the pool is drained
     * @return whether its thread must go on as its own successor
     */
    boolean departed(Member member, @Nullable Throwable death) {
        if (death != null) {
            pool.failures().ofPart("worker " + Thread.currentThread().getName(), death);
        }
        Member successor = null;
        lock.lock();
        try {
            if (!member.wanted()) {
                active--;
            }
            if (death != null) {
                successor = succeed();
            }
            // While a successor is being started the member stays: should that fail, a close must not have gone by.
            member.departed = successor == null;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        return successor != null && revive(member, start(successor) != null);
    }

    /** Under the lock: the successor of a member that has just died, if one is wanted. */
    private @Nullable Member succeed() {
        long now = System.nanoTime();
        long pause = pauses.died(now);
        return !stopping && active < wanted() ? reserve(pause == 0 ? 0 : now + pause) : null;
    }

    private boolean revive(Member member, boolean needed) {
        lock.lock();
        try {
            if (!needed || stopping || active >= wanted()) {
                member.departed = true;
                changed.signalAll();
                return false;
            }
            member.stay();
            member.notBeforeNanos = System.nanoTime() + PAUSE_NANOS;
            active++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** After the admission was closed: nobody waits for a turn any more, and nobody sleeps who could find the pool drained. */
    public void closed() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        pool.idle().wakeAll();
    }

    /** Tells all to leave after their current job; hires nobody from here on. */
    public void stop() {
        List<Member> all;
        lock.lock();
        try {
            stopping = true;
            all = List.copyOf(members);
            all.forEach(Member::tellToLeave);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        all.forEach(Member::wakeToLeave);
    }

    /** Whether {@link #stop} was called. */
    boolean isStopping() {
        return stopping;
    }

    /** Interrupts whatever the members run. */
    public void interrupt() {
        for (Thread thread : threadsAtWork()) {
            thread.interrupt();
        }
    }

    /**
     * Waits until no member is at work, and their threads have ended; false if the time was over before.
     *
     * @param leftNanos how long to wait yet; asked again after each {@link #closed}
     */
    public boolean awaitEnd(LongSupplier leftNanos) throws InterruptedException {
        List<Member> all;
        lock.lockInterruptibly();
        try {
            buryDead();
            while (members.stream().anyMatch(member -> !member.departed)) {
                long left = leftNanos.getAsLong();
                if (left <= 0) {
                    return false;
                }
                changed.awaitNanos(Math.min(left, PAUSE_NANOS));
                buryDead();
            }
            all = List.copyOf(members);
        } finally {
            lock.unlock();
        }
        for (Member member : all) {
            Threads.join(member.thread(), Math.max(leftNanos.getAsLong(), PAUSE_NANOS));
        }
        return true;
    }

    /** Threads of members that have not left their seat. */
    public List<Thread> threadsAtWork() {
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

    private static boolean alive(Member member) {
        Thread thread = member.thread();
        return thread == null || thread.isAlive();
    }

    /** The size that is wanted. */
    public int target() {
        lock.lock();
        try {
            return target;
        } finally {
            lock.unlock();
        }
    }

    /** Workers that died and were replaced. */
    public long deaths() {
        lock.lock();
        try {
            return pauses.deaths();
        } finally {
            lock.unlock();
        }
    }
}
