package dev.millrace.pool.runtime.job;

import dev.millrace.pool.Priority;
import org.jspecify.annotations.Nullable;

/**
 * A job with one arbiter, its own state: whoever takes it from a queue must still win it, against whoever cancels, expires, drops or hands it back, or runs it while waiting for it. Who wins sees to its departure from the
 * bound; who loses drops the element, which is then a <em>ghost</em>: nothing but a place in a ring.
 *
 * <p>A class and not an interface: the test for it lies on every job's way, and one for a class costs a comparison.
 */
public abstract class Arbitrated {
    /** Whether there was ever one. Written before the first can be seen by anybody, read by who may have got one: no order is needed beyond the one by which he got it. */
    private static boolean any;

    /** A job that nobody has won. */
    @SuppressWarnings("StaticAssignmentInConstructor") // once true it stays so
    protected Arbitrated() {
        if (!any) {
            any = true;
        }
    }

    /** Whether an object from outside can be one; false costs nothing but a read. */
    public static boolean canBe() {
        return any;
    }

    /** Whether somebody has won the job: what lies in a queue is a ghost. Once true it stays so. */
    public abstract boolean isGhost();

    /** Whether it is nothing but a place, or can be made so, since all that it stands for is. For who has no room for places. */
    public boolean isSpent() {
        return isGhost();
    }

    /** Whether it may be dropped for a newer job. One that may not is passed over. */
    public boolean isDroppable() {
        return true;
    }

    /** In which band it waits. */
    public Priority priority() {
        return Priority.NORMAL;
    }

    /** Wins the job for a newer one, and completes it as dropped; false for a ghost. */
    public abstract boolean tryDrop();

    /** Wins the job for a close, which keeps it in its hand until it {@link #give}s or {@link #handBack}s it: the job as it was submitted, null for a ghost. Nobody can run or cancel it then. */
    public abstract @Nullable Runnable tryReturn();

    /** Its handle itself, which {@link #tryReturn} has won, goes to the user, who may run or cancel it by hand. */
    public abstract void give();

    /** Completes a job that {@link #tryReturn} has won, unless it was given and the user has run or cancelled it meanwhile. */
    public abstract void handBack();
}
