package dev.millrace.pool.runtime.admission;

import dev.millrace.pool.runtime.cells.PaddedLong;
import dev.millrace.pool.runtime.probe.Point;
import dev.millrace.pool.runtime.probe.Probe;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Submitters that wait for room, served in the order in which they came.
 *
 * <p>While anybody waits, the admission word carries the waiters flag: nobody overtakes. Whoever is at work on the line (a submitter that arrives, wakes or leaves) admits
 * from its head all that fit, not himself alone: otherwise each admission would cost one wake-up of the next, and a line that never empties would keep everybody else out.
 *
 * <h2>Why no submitter sleeps while there is room</h2>
 *
 * A waiter sets {@code waiting} (volatile), <em>then</em> sums the departures, then parks. A worker makes a job depart (the CAS of its chunk's word), <em>then</em> reads {@code
 * waiting}. In the total order of volatile accesses either the sum sees the departure, or the worker sees the flag and calls {@link #roomMade}. The worker's call reads the head;
 * the head's {@code called} flag, cleared before each sum, keeps it to one unpark a sum. A head that waits without a thread cannot be woken: then the worker itself sees to the line.
 */
public final class WaitingLine {
    private static final long FOREVER = Long.MAX_VALUE;
    private static final int YIELDS = 32;
    private static final long RIPENING_NANOS_A_PLACE = 32;
    private static final long LONGEST_RIPENING_NANOS = 20_000;

    private final Admission admission;
    private final long ripeningNanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Waiter> line = new ArrayDeque<>();
    /** Those that wait without a thread, were answered and are not told yet. Under the lock. */
    private final ArrayDeque<Waiter> untold = new ArrayDeque<>(0);
    /** Whether a thread tells them. Under the lock. */
    private boolean telling;
    /** 1 while somebody waits. Written under the lock, read by every worker after every start. */
    private final PaddedLong waiting = new PaddedLong();
    /** Written under the lock, read by workers. */
    private volatile @Nullable Waiter head;

    /** An empty line in front of {@code admission}. */
    public WaitingLine(Admission admission) {
        this.admission = admission;
        this.ripeningNanos = Math.min(LONGEST_RIPENING_NANOS, admission.capacity() * RIPENING_NANOS_A_PLACE);
    }

    /**
     * Waits until the jobs are admitted: their position, or {@link Admission#CLOSED}, or {@link Admission#FULL} when the time is over.
     *
     * @param nanos how long to wait; {@link Long#MAX_VALUE} for ever
     */
    public long await(int jobs, long nanos) throws InterruptedException {
        long deadline = nanos == FOREVER ? 0 : System.nanoTime() + nanos;
        Waiter me = new Waiter(Thread.currentThread(), jobs, null, null);
        join(me);
        while (true) {
            serve();
            if (me.answered()) {
                return me.answer;
            }
            long left = nanos == FOREVER ? FOREVER : deadline - System.nanoTime();
            if (left > 0) {
                awaitCall(me, left);
            }
            boolean interrupted = Thread.interrupted();
            if ((left <= 0 || interrupted) && leave(me)) {
                if (interrupted) {
                    throw new InterruptedException();
                }
                return Admission.FULL;
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
                return me.answer;
            }
        }
    }

    /**
     * Waits for room, the first of the line awake for a while. Where all processors are busy, giving one to the workers makes room sooner than sleeping, and costs no worker a wake-up. Who was called then lets the room grow for a moment: to be admitted for one
     * job and to queue again would cost more than the job.
     */
    private void awaitCall(Waiter me, long nanos) {
        for (int i = 0; i < YIELDS && me == head && !me.called.get() && !me.answered(); i++) {
            Probe.yieldAt(Point.SPIN);
        }
        if (!me.called.get()) {
            park(me, nanos);
        }
        long start = Probe.nanoTime();
        while (me.called.get() && !me.answered() && Probe.nanoTime() - start < ripeningNanos) {
            Probe.yieldAt(Point.SPIN);
        }
    }

    private void park(Waiter me, long nanos) {
        if (me.answered()) {
            return;
        }
        if (nanos == FOREVER) {
            if (Probe.ON) {
                Probe.await(Point.AWAIT_ROOM, () -> me.called.get() || me.answered());
            }
            LockSupport.park(this);
        } else {
            LockSupport.parkNanos(this, nanos);
        }
    }

    /**
     * Waits for one place in the line, without a thread.
     *
     * @param told called once with the position, or {@link Admission#CLOSED}: on whichever thread finds the room, perhaps at once, and holding none of this line's locks; must be short and not throw
     * @param probe called before a thread that has other things to do sees to the line; throws if there is too little stack for that
     * @return leaves the line, unless the wait was answered: then that is told, or was
     */
    public Runnable awaitApart(LongConsumer told, Runnable probe) {
        Waiter me = new Waiter(null, 1, told, probe);
        join(me);
        serve();
        return () -> leave(me);
    }

    private void join(Waiter me) {
        lock.lock();
        try {
            line.add(me);
            if (line.size() == 1) {
                head = me;
                admission.setWaiters(true);
                waiting.set(1);
            }
        } finally {
            lock.unlock();
        }
    }

    /** False if the waiter was answered meanwhile: then the answer counts. */
    private boolean leave(Waiter me) {
        lock.lock();
        try {
            if (!line.remove(me)) {
                return false;
            }
            serveLocked();
        } finally {
            lock.unlock();
        }
        tellAll();
        return true;
    }

    /** Answers all that can be answered. */
    private void serve() {
        boolean tell;
        lock.lock();
        try {
            serveLocked();
            tell = !untold.isEmpty();
        } finally {
            lock.unlock();
        }
        if (tell) {
            tellAll();
        }
    }

    /**
     * Tells those that wait without a thread, one after the other, by one thread at a time. What is told may make room, and so come here again: then it is the one who tells already that goes on, or a long line would be told each inside of the one before, to the end of the stack.
     */
    private void tellAll() {
        for (Waiter next = nextToTell(false); next != null; next = nextToTell(true)) {
            boolean told = false;
            try {
                next.tell();
                told = true;
            } finally {
                if (!told) {
                    stopTelling();
                }
            }
        }
    }

    /** The next one for the thread that tells, or wants to; null if there is none, or another thread tells. */
    private @Nullable Waiter nextToTell(boolean tells) {
        lock.lock();
        try {
            Waiter next = telling && !tells ? null : untold.poll();
            telling = (telling && !tells) || next != null;
            return next;
        } finally {
            lock.unlock();
        }
    }

    private void stopTelling() {
        lock.lock();
        try {
            telling = false;
        } finally {
            lock.unlock();
        }
    }

    private void serveLocked() {
        for (Waiter next = line.peek(); next != null; next = line.peek()) {
            head = next;
            next.called.set(false);
            long answer = admission.admitWaiter(next.jobs);
            if (answer == Admission.FULL) {
                return;
            }
            line.poll();
            next.answer(answer);
            if (next.told != null) {
                untold.add(next);
            }
        }
        head = null;
        if (waiting.get() != 0) {
            waiting.set(0);
            admission.setWaiters(false);
        }
    }

    /** After a departure: calls the one whose turn it is, if anybody waits. */
    public void roomMade() {
        if (waiting.get() != 0) {
            Waiter next = head;
            if (next != null && !next.called.get() && next.called.compareAndSet(false, true)) {
                call(next);
            }
        }
    }

    private void call(Waiter next) {
        if (next.probe == null) {
            LockSupport.unpark(next.thread);
            return;
        }
        try {
            next.probe.run();
        } catch (StackOverflowError deep) {
            next.called.set(false); // whoever makes room next
            return;
        }
        serve();
    }

    /** Admits those whose turn it is and for whom there is room, if anybody waits. */
    public void serveWaiting() {
        if (waiting.get() != 0) {
            serve();
        }
    }

    /** After the admission was closed: answers all. */
    public void closed() {
        serve();
    }

    /** How many wait. */
    public int size() {
        lock.lock();
        try {
            return line.size();
        } finally {
            lock.unlock();
        }
    }

    private static final class Waiter {
        private static final long NONE = Long.MIN_VALUE;

        final @Nullable Thread thread;
        final int jobs;
        final @Nullable LongConsumer told;
        final @Nullable Runnable probe;
        final AtomicBoolean called = new AtomicBoolean();
        volatile long answer = NONE;

        Waiter(@Nullable Thread thread, int jobs, @Nullable LongConsumer told, @Nullable Runnable probe) {
            this.thread = thread;
            this.jobs = jobs;
            this.told = told;
            this.probe = probe;
        }

        void tell() {
            if (told != null) {
                told.accept(answer);
            }
        }

        boolean answered() {
            return answer != NONE;
        }

        void answer(long given) {
            answer = given;
            LockSupport.unpark(thread);
        }
    }
}
