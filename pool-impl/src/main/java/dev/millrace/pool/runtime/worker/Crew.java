package dev.millrace.pool.runtime.worker;

import dev.millrace.pool.WorkerDeath;
import dev.millrace.pool.runtime.explain.Names;
import dev.millrace.pool.runtime.handle.Alarm;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How workers come and go: the one owner of the pool's size. Size is a target; the crew hires and retires until it is met, and tries again later if it could not. Who the workers are and how many there should be, is in the
 * {@link Roster}; what follows a death, in the {@link Succession}. Threads are made outside all locks, since the factory is the user's. Thread-safe.
 */
public final class Crew {
    private final Surroundings pool;
    private final Threads threads;
    private final Roster roster;
    private final Hiring hiring;
    private final Succession succession;
    private final Retry retry;
    private final @Nullable Lives lives;
    /** Told of each death. Set before the first worker is hired. */
    private Consumer<WorkerDeath> deaths = death -> {};

    /** A crew of nobody. */
    public Crew(Surroundings pool, Threads threads) {
        this(pool, threads, null);
    }

    /**
     * A crew of nobody.
     *
     * @param lives what each worker will have with it, or null
     */
    public Crew(Surroundings pool, Threads threads, @Nullable Lives lives) {
        this.pool = pool;
        this.lives = lives;
        this.threads = threads;
        roster = new Roster(pool);
        succession = new Succession(roster, System::nanoTime);
        retry = new Retry(this::hireAgain, pool.failures());
        hiring = new Hiring(threads, roster, retry, pool.failures());
    }

    /** Who is told of each death, by the thread that dies; must be quick, and throw nothing. Before anybody is hired. */
    public void tellDeaths(Consumer<WorkerDeath> to) {
        deaths = to;
    }

    /** From now on, hires that failed are tried again; before it, they are the caller's to judge. */
    public void retryBy(Alarm alarm) {
        retry.by((nanos, again) -> alarm.after(nanos, () -> {
            if (!threads.apart(again)) {
                again.run();
            }
        }));
    }

    /** Called by workers that found work: hires who could not be hired, if that is due and nobody else does it. */
    public void hireOverdue() {
        retry.doOverdue();
    }

    /** Whether the current thread is in the user's factory, to hire a worker of this crew. */
    public boolean isHiring() {
        return roster.isMaking();
    }

    /** Whether the current thread is a worker of this crew. */
    public boolean isWorker() {
        Member current = Member.current();
        return current != null && current.crew() == this;
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

    /** What the current thread has with it as a worker, of whichever pool, or null. */
    public static @Nullable Life currentLife() {
        Member current = Member.current();
        return current == null ? null : current.life();
    }

    /** What a worker that begins now has with it, or null. */
    @Nullable Life newLife() {
        return lives == null ? null : lives.begin(pool, this::isStopping);
    }

    // ---- hiring and retiring

    /** Sets the size and hires or retires until it is met; gives what kept it from hiring, or null. */
    public @Nullable Throwable setTarget(int size) {
        want(size);
        return meetTarget();
    }

    /**
     * Sets the size, and does nothing for it yet.
     *
     * @param size how many workers there shall be
     */
    public void want(int size) {
        roster.setTarget(size);
    }

    /** Hires or retires until there are as many as are wanted, those included that others want meanwhile; gives what kept it from hiring, or null. */
    public @Nullable Throwable meetTarget() {
        Throwable failure = hire();
        if (failure != null) {
            retry.later();
        } else {
            dismissThoseTooMany(true);
        }
        return failure;
    }

    /** Sets the most workers that there may be with the spare ones. */
    public void setMost(int size) {
        roster.setMost(size);
    }

    /** Sets how many workers there shall be for those that wait, as far as the most allows; what keeps it from hiring is told. Gives how many workers there are, those included that are on their way. */
    public int setSpares(int count) {
        roster.setSpares(count);
        meetTargetApart("hiring a spare worker");
        return roster.active();
    }

    /**
     * Has a worker stand in for each of these threads, beyond the target and the most; what keeps it from hiring is told. A thread that was told to leave is no loss, and gets none.
     *
     * @param stuck threads whose job is stuck
     * @param most how many may stand in
     */
    public void standIn(Collection<Thread> stuck, int most) {
        roster.setStandIns(stuck, most);
        meetTargetApart("hiring a worker for a stuck one");
    }

    /** How many workers are asked for beyond the target, for those that wait or are stuck. */
    public int extra() {
        return roster.extra();
    }

    /**
     * {@link #meetTarget} by a thread that must not wait for the user's factory, since others rely on it or it is in a job. Those who come count from here on. For a while after a failure nobody is hired so: the retry does it.
     *
     * @param what for the log, if it fails
     */
    private void meetTargetApart(String what) {
        for (Member next = nextApart(); next != null; next = nextApart()) {
            hiring.startApart(next, what);
        }
        dismissThoseTooMany(false);
    }

    private @Nullable Member nextApart() {
        return hiring.hasJustFailed() ? null : roster.enlist(this);
    }

    private void dismissThoseTooMany(boolean stuckFirst) {
        for (Member retiree = roster.dismiss(stuckFirst); retiree != null; retiree = roster.dismiss(stuckFirst)) {
            retiree.wakeToLeave();
        }
    }

    private @Nullable Throwable hire() {
        Throwable failure = null;
        Member newcomer = roster.enlist(this);
        while (newcomer != null && failure == null) {
            failure = hiring.start(newcomer);
            newcomer = failure == null ? roster.enlist(this) : null;
        }
        return failure;
    }

    /** What could not be hired, once more; false if it is to be looked at again. A thread that was started and has not come yet may be one that never will. */
    private boolean hireAgain() {
        try {
            Throwable failure = hire();
            if (failure != null) {
                pool.failures().ofPart("hiring a worker", failure);
            }
            return failure == null && (pool.admission().isClosed() || roster.allHere());
        } catch (Throwable failure) {
            pool.failures().ofPart("hiring a worker", failure);
            return false;
        }
    }

    // ---- called by members

    /** Before a member begins: waits out the pause after deaths. */
    void awaitTurn(Member member) {
        succession.awaitTurn(member);
    }

    /**
     * A member has left its seat.
     *
     * @param death what ended it, or null if it was told to leave or the pool is drained
     * @return whether its thread must go on as its own successor
     */
    boolean departed(Member member, @Nullable Throwable death) {
        if (death != null) {
            String name = Thread.currentThread().getName();
            pool.failures().ofPart("worker " + name, death);
            deaths.accept(new WorkerDeath(name, Instant.now(), Names.ofFailure(death)));
        }
        Member successor = succession.departed(this, member, death != null);
        if (successor == null) {
            return false;
        }
        boolean failed = !hiring.startAndWait(successor);
        retry.later();
        return succession.revive(member, successor, failed);
    }

    /** A thread was torn out of its member, which has not departed: somebody is to look who is missing. */
    void torn(Member member) {
        roster.lose(member);
        retry.later();
    }

    // ---- the end

    /** After the admission was closed: nobody waits for a turn any more, and nobody sleeps who could find the pool drained. */
    public void closed() {
        roster.nudge();
        pool.idle().wakeAll();
    }

    /** Tells all to leave after their current job; hires nobody from here on. */
    public void stop() {
        roster.stop().forEach(Member::wakeToLeave);
    }

    /** Whether {@link #stop} was called. */
    boolean isStopping() {
        return roster.isStopping();
    }

    /** Interrupts whatever the members run, and who is in the user's factory for another one. */
    public void interrupt() {
        threadsAtWork().forEach(this::interrupt);
        threads.hiring().forEach(this::interrupt);
    }

    private void interrupt(Thread thread) {
        try {
            thread.interrupt();
        } catch (Throwable failure) { // the factory's thread may do anything
            pool.failures().ofPart("interrupting a worker", failure);
        }
    }

    /**
     * Waits until no member is at work, and their threads have ended; false if the time was over before.
     *
     * @param leftNanos how long to wait yet; asked again after each {@link #closed}
     */
    public boolean awaitEnd(LongSupplier leftNanos) throws InterruptedException {
        return roster.awaitEnd(leftNanos);
    }

    // ---- what is known of it

    /** Threads of members that have not left their seat. */
    public List<Thread> threadsAtWork() {
        return roster.threadsAtWork();
    }

    /** The size that is wanted. */
    public int target() {
        return roster.target();
    }

    /** Workers that died. */
    public long deaths() {
        return succession.deaths();
    }

    /** Successors that began. */
    public long restarts() {
        return succession.restarts();
    }

    /** Whether deaths follow each other, so that successors wait before they begin. It ends when none has come for 10 s. */
    public boolean isCrashLoop() {
        return succession.isCrashLoop();
    }

    /** How long until the next successor begins, if one waits for its turn. */
    public OptionalLong nextBeginsNanos() {
        return succession.nextBeginsNanos();
    }
}
