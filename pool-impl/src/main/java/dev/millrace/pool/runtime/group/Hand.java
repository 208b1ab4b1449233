package dev.millrace.pool.runtime.group;

import dev.millrace.pool.runtime.cells.Fields;
import dev.millrace.pool.runtime.handle.Task;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Jobs that a worker has forked for a group of its own, and holds itself: it runs the newest first, when it joins; idle workers take the oldest. They are in no queue and take no place in the pool's bound.
 *
 * <p>Neither side takes a job by moving an index. Each job has its own arbiter, so it is enough that both find it: the owner goes down from the top, a thief up from the bottom, and who wins the job runs it. So a fork is two stores that publish, and no
 * read-modify-write. A job stays in its slot until it has ended or the owner has passed it by, so whoever cancels finds those that run here, too.
 *
 * <p>Slots, {@code slots} and {@code top} are written by the owner alone; the others, all confined to it, are read by others at their own risk.
 */
final class Hand {
    /** The most that are held. */
    static final int MOST = 1024;

    private static final int FEW = 8;
    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Forked[].class);
    private static final VarHandle TOP = Fields.handle(MethodHandles.lookup(), "top", int.class);

    private @Nullable Forked<?>[] slots = new Forked<?>[FEW];
    private int top;

    // ---- by its owner

    /** Whether one more can be held, perhaps after those that have ended were let go. */
    boolean hasRoom(boolean mayMove) {
        return top < MOST || letGo(mayMove);
    }

    private boolean letGo(boolean mayMove) {
        trim();
        if (top == MOST && mayMove) {
            compact();
        }
        return top < MOST;
    }

    private void trim() {
        @Nullable Forked<?>[] mine = slots;
        int i = top;
        while (i > 0 && isSpent(mine[i - 1])) {
            SLOT.setRelease(mine, --i, null);
        }
        TOP.setRelease(this, i);
    }

    /** Into a new array: who reads the old one still finds what is there. */
    private void compact() {
        @Nullable Forked<?>[] fewer = new Forked<?>[MOST];
        int kept = 0;
        for (Forked<?> job : slots) {
            if (!isSpent(job)) {
                fewer[kept++] = job;
            }
        }
        VarHandle.releaseFence();
        slots = fewer;
        TOP.setRelease(this, kept);
    }

    private static boolean isSpent(@Nullable Forked<?> job) {
        return job == null || job.isDone();
    }

    /** Holds one more. */
    void push(Forked<?> job) {
        int i = top;
        @Nullable Forked<?>[] mine = slots;
        if (i == mine.length) {
            mine = grown(mine);
        }
        SLOT.setRelease(mine, i, job);
        TOP.setRelease(this, i + 1);
    }

    private @Nullable Forked<?>[] grown(@Nullable Forked<?>[] full) {
        @Nullable Forked<?>[] more = new Forked<?>[Math.min(MOST, full.length * 4)];
        System.arraycopy(full, 0, more, 0, full.length);
        VarHandle.releaseFence();
        slots = more;
        return more;
    }

    /** The position above the newest that was not let go, 0 if there is none. */
    int top() {
        @Nullable Forked<?>[] mine = slots;
        int i = top;
        while (i > 0 && mine[i - 1] == null) {
            i--;
        }
        if (i != top) {
            TOP.setRelease(this, i);
        }
        return i;
    }

    /** The one below a position. */
    @Nullable Forked<?> below(int position) {
        return slots[position - 1];
    }

    /** Lets a job go that was below a position, and may have been let go meanwhile. */
    void letGo(int position, Forked<?> job) {
        if (slots[position - 1] != job) {
            return;
        }
        SLOT.setRelease(slots, position - 1, null);
        if (top == position) {
            TOP.setRelease(this, position - 1);
        }
    }

    // ---- by anybody

    /** The oldest that nobody has begun, or else the oldest in the groups that those which run have opened; null if none was seen besides {@code except}. */
    @Nullable Forked<?> find(@Nullable Forked<?> except) {
        int seen = (int) TOP.getAcquire(this);
        @Nullable Forked<?>[] theirs = slots;
        int count = Math.min(seen, theirs.length);
        for (int i = 0; i < count; i++) {
            Forked<?> job = (Forked<?>) SLOT.getAcquire(theirs, i);
            if (job != null && job != except && !job.isGhost()) {
                return job;
            }
        }
        for (int i = 0; i < count; i++) {
            Forked<?> job = (Forked<?>) SLOT.getAcquire(theirs, i);
            Forked<?> found = job == null || job.isDone() ? null : findInside(job, except);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** The oldest in the groups that a job has opened, or null. */
    static @Nullable Forked<?> findInside(Task<?> job, @Nullable Forked<?> except) {
        Group group = job instanceof Forked<?> forked ? forked.inner() : null;
        while (group != null) {
            Forked<?> found = group.find(except);
            if (found != null) {
                return found;
            }
            group = group.before();
        }
        return null;
    }

    /** Stops all. */
    void stop(End why) {
        int seen = (int) TOP.getAcquire(this);
        @Nullable Forked<?>[] theirs = slots;
        for (int i = 0; i < Math.min(seen, theirs.length); i++) {
            Forked<?> job = (Forked<?>) SLOT.getAcquire(theirs, i);
            if (job != null && !job.isGhost()) {
                why.stop(job);
            }
        }
        for (int i = 0; i < Math.min(seen, theirs.length); i++) {
            Forked<?> job = (Forked<?>) SLOT.getAcquire(theirs, i);
            if (job != null) {
                why.stop(job);
            }
        }
    }
}
