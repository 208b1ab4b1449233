package dev.millrace.pool.runtime.typed;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One handler at a time, and its replacements: opens the next one when there is none, or when the present one has failed too often or is too old. While handlers cannot be opened it tries again after pauses that double. Confined
 * to one thread.
 */
final class Holder<J> {
    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int LOOP = 2;

    private final Shop<J> shop;
    private final Tallies tallies;
    private @Nullable Station<J> station;
    private long openedNanos;
    /** Whether it was opened since {@link #isReady} was asked last: however old it is then, it may go on, or with a short age no job would ever be begun. */
    private boolean fresh;

    private int errorsInRow;
    private int failedOpens;
    private long nextTryNanos;
    private @Nullable Throwable openFailure;

    Holder(Shop<J> shop) {
        this.shop = shop;
        this.tallies = shop.tallies();
    }

    /** Whether a job may be begun with the handler that there is. */
    boolean isReady() {
        if (station == null || errorsInRow >= shop.mostErrors()) {
            return false;
        }
        boolean may = fresh || !isOld();
        fresh = false;
        return may;
    }

    /** Whether there is a handler, and be it one that will be renewed. */
    boolean isOpen() {
        return station != null;
    }

    private boolean isOld() {
        return shop.mostAgeNanos() > 0 && shop.nowNanos() - openedNanos >= shop.mostAgeNanos();
    }

    /** What kept the last handler from being opened; null if nothing did. */
    @Nullable Throwable openFailure() {
        return openFailure;
    }

    // ---- opening

    /** Sees to a handler that is ready, however long it takes; false if it was over before. An interrupt that is there already is not the handler's: it is kept for afterwards. */
    boolean open(BooleanSupplier over) {
        if (isReady()) {
            return true;
        }
        boolean hidden = Thread.interrupted();
        tallies.opening.incrementAndGet();
        try {
            retire();
            while (!over.getAsBoolean()) {
                long left = failedOpens == 0 ? 0 : nextTryNanos - shop.nowNanos();
                if (left > 0) {
                    LockSupport.parkNanos(Math.min(left, LOOK_NANOS));
                    hidden |= Thread.interrupted();
                } else if (tryOpen()) {
                    return true;
                }
            }
            return false;
        } finally {
            tallies.opening.decrementAndGet();
            noLoop();
            if (hidden) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Tries once; false if the handler could not be opened. */
    boolean tryOpen() {
        Station<J> made = null;
        try {
            made = shop.make();
            made.open();
        } catch (Throwable failure) {
            notOpened(made, failure);
            return false;
        }
        noLoop();
        station = made;
        openedNanos = shop.nowNanos();
        fresh = true;
        errorsInRow = 0;
        openFailure = null;
        tallies.opened.increment();
        tallies.open.incrementAndGet();
        return true;
    }

    private void notOpened(@Nullable Station<J> made, Throwable failure) {
        openFailure = failure;
        tallies.openFailures.increment();
        shop.openFailed(failure);
        if (made != null) {
            close(made);
        }
        if (++failedOpens == LOOP) {
            tallies.looping.incrementAndGet();
        }
        int doublings = Math.min(failedOpens - 1, 6);
        nextTryNanos = shop.nowNanos() + Math.min(FIRST_PAUSE_NANOS << doublings, LONGEST_PAUSE_NANOS);
    }

    private void noLoop() {
        if (failedOpens >= LOOP) {
            tallies.looping.decrementAndGet();
        }
        failedOpens = 0;
    }

    // ---- handling

    /** One job in a call; gives what it failed by, if the handler said so, or null. Only when {@link #open}. What it throws that is no exception was the handler's end. */
    @Nullable Throwable one(TypedJob<J> job) throws Throwable {
        try {
            Throwable cause = present().one(job);
            errorsInRow = 0;
            return cause;
        } catch (Throwable failure) {
            threw(failure);
            throw failure;
        }
    }

    /** The same for several. */
    void many(List<TypedJob<J>> jobs) throws Throwable {
        try {
            present().many(jobs);
            errorsInRow = 0;
        } catch (Throwable failure) {
            threw(failure);
            throw failure;
        }
    }

    private Station<J> present() {
        Station<J> here = station;
        if (here == null) {
            throw new IllegalStateException("no handler is open");
        }
        return here;
    }

    private void threw(Throwable failure) {
        if (failure instanceof Exception) {
            errorsInRow++;
        } else {
            shop.failures().ofPart("a handler", failure);
            tallies.killed.increment();
            end();
        }
    }

    // ---- closing

    private void retire() {
        if (station != null) {
            (errorsInRow >= shop.mostErrors() ? tallies.renewedAfterErrors : tallies.renewedAfterAge).increment();
            end();
        }
    }

    /** Closes the handler, if one is open. */
    void end() {
        Station<J> old = station;
        station = null;
        if (old != null) {
            tallies.open.decrementAndGet();
            close(old);
        }
    }

    private void close(Station<J> old) {
        try {
            tallies.closed.increment();
            old.close();
        } catch (Throwable failure) {
            tallies.closeFailures.increment();
            shop.failures().ofPart("the close of a handler", failure);
        }
    }
}
