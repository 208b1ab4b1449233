package dev.millrace.pool.runtime.strand;

import dev.millrace.pool.runtime.handle.Runner;
import org.jspecify.annotations.Nullable;

/**
 * Jobs that run one at a time and in order: a queue of jobs that is itself one element of the job queue while it has work and nobody runs it. It exists while its key has a job that waits or runs; then it is gone for good, and the next job of the key makes a new one.
 *
 * <pre>
 *   SCHEDULED <---> RUNNING ---> GONE      (nothing is left)
 *       +------------------------> GONE      (taken over by a thread in the middle of another job; its jobs go on in another strand)
 * </pre>
 *
 * <ul>
 *   <li>The element lies in one place at most. Who makes a strand puts it into the job queue; who claims it from there has it in his hand, and puts it back when he ends his turn with work left. Who takes a strand over cannot reach the element: so he makes it a
 *       ghost, and continues with a new strand that lies nowhere.
 *   <li>Only its runner takes jobs out, but for a close. So there is one at a time, also while the runner sleeps, hangs or dies in a job: it leaves RUNNING by its own {@link #release} only, in a {@code finally}.
 *   <li>All steps are made, and all jobs come and go, under the monitor of the key's {@link Stripe}, under which nothing of the user's is called but the key's {@code equals}. So the end of a job happens before the begin of the next, whoever runs it; and no job
 *       comes to a strand that its runner has just found empty.
 * </ul>
 */
public final class Strand extends Mailbox {
    private static final int SCHEDULED = 0;
    private static final int RUNNING = 1;
    private static final int GONE = 2;

    private final Object key;
    private final int hash;
    /** The next one in the table's chain. Under the monitor. */
    private @Nullable Strand chained;

    private final Stripe stripe;
    /** Written under the monitor; read without by those who look for ghosts: GONE is for good. */
    private volatile int state;
    /** Who runs it. Written under the monitor, before a job begins and after it has ended; read without by waits that look for circles. */
    private volatile @Nullable Runner runner;
    /** Whether jobs were left when one was taken last. The runner's own. */
    private boolean more;

    Strand(Object key, int hash, Stripe stripe, @Nullable Runner runner) {
        this.key = key;
        this.hash = hash;
        this.stripe = stripe;
        this.runner = runner;
        this.state = runner == null ? SCHEDULED : RUNNING;
    }

    // ---- by a worker that has claimed its element

    /** Begins a turn: the first job, which may be a ghost; null for a ghost of a strand, or if nothing is left. Whoever got a job must {@link #release}. */
    public @Nullable Object begin(Runner by) {
        synchronized (stripe) {
            if (state != SCHEDULED) {
                return null;
            }
            state = RUNNING;
            runner = by;
            return takeOrEnd();
        }
    }

    /** Goes on with the turn: the next job; null if nothing is left, and the turn is over. */
    public @Nullable Object next() {
        synchronized (stripe) {
            return takeOrEnd();
        }
    }

    private @Nullable Object takeOrEnd() {
        Object job = poll();
        more = !isEmpty();
        if (job == null) {
            end();
        }
        return job;
    }

    /** Whether jobs were left when one was taken last; by the runner. */
    public boolean hasMore() {
        return more;
    }

    /** Ends the turn, if it is not over: true if work is left, and the caller must put the strand into the job queue. */
    public boolean release() {
        if (state == GONE) {
            return false;
        }
        synchronized (stripe) {
            if (isEmpty()) {
                end();
                return false;
            }
            runner = null;
            state = SCHEDULED;
            return true;
        }
    }

    private void end() {
        state = GONE;
        runner = null;
        stripe.remove(this);
    }

    // ---- by a thread that took it over

    /** Takes the next job, and keeps the strand also if there is none. */
    @Nullable Object take() {
        synchronized (stripe) {
            return poll();
        }
    }

    /** How many elements wait, ghosts included. */
    public int size() {
        synchronized (stripe) {
            return elements();
        }
    }

    /** How many jobs wait. */
    int countWaiting() {
        synchronized (stripe) {
            return waiting();
        }
    }

    // ---- under the monitor of the stripe

    Object key() {
        return key;
    }

    int hash() {
        return hash;
    }

    @Nullable Strand chained() {
        return chained;
    }

    void chain(@Nullable Strand next) {
        chained = next;
    }

    /** Whether it was made for a job that has not come yet. One that waits is never empty otherwise, but when a close has emptied it, and then it is gone. */
    boolean isFresh() {
        return state == SCHEDULED && isEmpty();
    }

    /** Also without the monitor, for who looks now and then. */
    boolean isScheduled() {
        return state == SCHEDULED;
    }

    /** Its element is a ghost from here on. */
    void leave() {
        state = GONE;
    }

    // ---- by anybody

    @Nullable Runner runner() {
        return runner;
    }

    @Override
    public boolean isGhost() {
        return state == GONE;
    }

    /** One whose jobs are all ghosts ends here. */
    @Override
    public boolean isSpent() {
        if (state == GONE) {
            return true;
        }
        synchronized (stripe) {
            if (state != SCHEDULED || waiting() > 0) {
                return state == GONE;
            }
            end();
            return true;
        }
    }

    @Override
    public boolean isDroppable() {
        return false;
    }

    @Override
    public boolean tryDrop() {
        return false;
    }

    /** Its jobs are handed back one by one, wherever it is: see {@link Strands#drain}. */
    @Override
    public @Nullable Runnable tryReturn() {
        return null;
    }

    @Override
    public void give() {}

    @Override
    public void handBack() {}
}
