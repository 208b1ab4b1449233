package dev.millrace.pool.runtime.idle;

import dev.millrace.pool.runtime.cells.PaddedLong;
import dev.millrace.pool.runtime.probe.Point;
import dev.millrace.pool.runtime.probe.Probe;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who searches, who sleeps, who is woken, for one kind of thread (the workers, or the dispatchers). The policy; {@link Sleeper} is the mechanism.
 *
 * <p>One word counts searchers (high half) and sleepers (low half). <em>Work</em> is anything that a searcher could take, wherever it lies.
 *
 * <h2>Why no wake-up is lost</h2>
 *
 * The claim: whenever work is visible, somebody searches, or nobody sleeps, or the thread that made it visible is still on its way to
 * {@link #wakeOne}. All accesses named here are volatile, so they have one total order.
 *
 * <ol>
 *   <li>A publisher makes work visible, <em>then</em> reads the word. If it reads a searcher, that one answers for the work (3, 4). If it reads no
 *       searcher and a sleeper, it wakes one. If it reads neither, every thread is busy and will look before it sleeps (4).
 *   <li>A waker turns one sleeper into a searcher <em>in the word</em>, in one step, and only then notifies a thread. The successor counts as
 *       searching before it runs, so a storm of publishers wakes one thread, not all.
 *   <li>A searcher that found work leaves by a read-modify-write. If it was the last, it looks once more, and wakes a successor if anything is left.
 *       Work published before that step is seen by this look; work published after it is seen by its publisher, who reads no searcher.
 *   <li>A thread that goes to sleep announces itself by one read-modify-write (searcher to sleeper, or new sleeper). If no searcher remains after it, it
 *       looks once more: what was published before that step it sees itself; what is published later, its publisher sees a sleeper and no searcher. If
 *       a searcher remains, that one answers.
 * </ol>
 *
 * A thread leaves its sleep only by being notified, even when it wakes itself: so every step {@code sleeping - 1} belongs to exactly one notification,
 * and for each right to notify there is a sleeper that nobody else was given. Which one is free: a waker that finds its favourite gone takes any.
 */
public final class Idle {
    private static final long SEARCHER = 1L << 32;
    private static final long SLEEPERS = SEARCHER - 1;

    private final PaddedLong word = new PaddedLong();
    private final Supplier<Sleeper[]> sleepers;
    /** Not an adder: that may need memory, and what is thrown between a right and its notification loses a wake-up for good. */
    private final AtomicLong wakes = new AtomicLong();

    /** @param sleepers those that may sleep here, as they are at the moment; a sleeper may leave it only when awake */
    public Idle(Supplier<Sleeper[]> sleepers) {
        this.sleepers = sleepers;
    }

    /** How many search. */
    public int searching() {
        return (int) (word.get() >>> 32);
    }

    /** How many sleep. */
    public int sleeping() {
        return (int) (word.get() & SLEEPERS);
    }

    /** Whether anybody has nothing to do. */
    public boolean anyRests() {
        return word.get() != 0;
    }

    /** Becomes a searcher, if fewer than half of {@code all} (rounded up) search already. */
    public boolean trySearch(int all) {
        long most = (all + 1L) / 2;
        for (long w = word.get(); (w >>> 32) < most; w = word.get()) {
            if (word.compareAndSet(w, w + SEARCHER)) {
                return true;
            }
        }
        return false;
    }

    /** Ends a search; true for the last searcher, who must then look once more and wake a successor if anything is left (3). */
    public boolean endSearch() {
        return word.addAndGet(-SEARCHER) >>> 32 == 0;
    }

    /**
     * Announces that the caller sleeps. True if nobody searches now: the caller must then look once more and, if it sees work, {@link #wake}
     * itself (4). Either way it must call {@link #sleep} next.
     */
    public boolean announceSleep(Sleeper self, boolean wasSearching) {
        self.announce();
        Probe.at(Point.SLEEP_ANNOUNCED);
        return word.addAndGet(wasSearching ? 1 - SEARCHER : 1) >>> 32 == 0;
    }

    /** Sleeps until notified; the caller is then a searcher. */
    public void sleep(Sleeper self) {
        self.await();
    }

    /** After making work visible: wakes one sleeper if there is one and nobody searches (1). */
    public boolean wakeOne(@Nullable Sleeper favourite) {
        for (long w = word.get(); (w >>> 32) == 0 && (w & SLEEPERS) != 0; w = word.get()) {
            if (word.compareAndSet(w, w + SEARCHER - 1)) {
                notifyOne(favourite);
                return true;
            }
        }
        return false;
    }

    /** Wakes one sleeper whoever searches, {@code favourite} if it can be; false if none is counted. */
    public boolean wake(@Nullable Sleeper favourite) {
        for (long w = word.get(); (w & SLEEPERS) != 0; w = word.get()) {
            if (word.compareAndSet(w, w + SEARCHER - 1)) {
                notifyOne(favourite);
                return true;
            }
        }
        return false;
    }

    /**
     * Wakes this one. A right may have notified a thread that had announced itself but not counted itself yet; until it does, the one whose count was used sleeps uncounted. Hence the loop, which ends when that
     * other thread has counted itself.
     */
    public void wakeSurely(Sleeper sleeper) {
        while (sleeper.isSleeping() && !wake(sleeper)) {
            Probe.at(Point.SPIN);
            Thread.onSpinWait();
        }
    }

    /** Wakes all that sleep now. */
    public void wakeAll() {
        while (wake(null)) {
            Thread.onSpinWait();
        }
    }

    /** How many sleepers were woken. */
    public long wakes() {
        return wakes.get();
    }

    /** Uses a right to notify. It exists, so there is a sleeper for it; others may snatch the one that was just seen, hence the loop. */
    private void notifyOne(@Nullable Sleeper favourite) {
        Probe.at(Point.WAKE_WON);
        wakes.incrementAndGet();
        if (favourite != null && favourite.tryNotify()) {
            return;
        }
        while (true) {
            for (Sleeper sleeper : sleepers.get()) {
                if (sleeper.tryNotify()) {
                    return;
                }
            }
            Probe.at(Point.SPIN);
            Thread.onSpinWait();
        }
    }
}
