package dev.millrace.pool.runtime.worker;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** How an enlisted member gets its thread, by the user's factory: on the current thread, or apart from it where that must not wait for the factory or has what must not be handed down. Holds no lock meanwhile. Thread-safe. */
final class Hiring {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Threads threads;
    private final Roster roster;
    private final Retry retry;
    private final Failures failures;
    /** Whether no thread could be had the last time, and when that was. Written by who hires, the time first; read by who is about to, and an old value costs a call of the factory. */
    private volatile boolean failing;

    private volatile long failedNanos;

    Hiring(Threads threads, Roster roster, Retry retry, Failures failures) {
        this.threads = threads;
        this.roster = roster;
        this.retry = retry;
        this.failures = failures;
    }

    /** Whether a thread could not be had a moment ago. */
    boolean hasJustFailed() {
        return failing && System.nanoTime() - failedNanos < PAUSE_NANOS;
    }

    /** On the current thread; gives what kept it from having a thread. Null also if nobody is wanted any more when the factory has given one. */
    @Nullable Throwable start(Member member) {
        try {
            if (roster.isOver()) {
                roster.strike(member);
                return null;
            }
            member.madeBy(Thread.currentThread());
            Thread thread = threads.makeWorker(member);
            member.madeBy(null);
            if (roster.bind(member, thread)) {
                thread.start();
                failing = false;
            }
            return null;
        } catch (Throwable failure) {
            member.madeBy(null);
            failed(member);
            return failure;
        }
    }

    private void failed(Member member) {
        failedNanos = System.nanoTime();
        failing = true;
        roster.strike(member);
        member.wakeToLeave();
    }

    /**
     * Apart, and does not wait; what keeps it from having a thread is told, and left to the retry.
     *
     * @param what for the log
     */
    void startApart(Member member, String what) {
        boolean begun = false;
        try {
            begun = threads.apart(() -> told(start(member), what));
        } finally {
            if (!begun) {
                try {
                    failed(member);
                } finally {
                    retry.later();
                }
            }
        }
    }

    private void told(@Nullable Throwable failure, String what) {
        if (failure != null) {
            failures.ofPart(what, failure);
            retry.later();
        }
    }

    /** Apart, and waits for it, unless nobody is wanted any more before; false if it has no thread and should have one. */
    boolean startAndWait(Member member) {
        AtomicBoolean started = new AtomicBoolean();
        threads.apartAndWait(() -> started.set(start(member) == null), roster::isOver);
        return started.get() || roster.isOver();
    }
}
