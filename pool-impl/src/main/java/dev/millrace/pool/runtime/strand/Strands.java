package dev.millrace.pool.runtime.strand;

import dev.millrace.pool.runtime.handle.Home;
import dev.millrace.pool.runtime.handle.Runner;
import dev.millrace.pool.runtime.handle.Task;
import dev.millrace.pool.runtime.job.Stamped;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All strands of a pool, by key: one entry for each key that has a job that waits or runs, and nothing for others. Thread-safe. The stripes are made for the first job of a key; before, this is three fields.
 */
public final class Strands {
    private static final int STRIPE_BITS = 8;
    /** 2^32 over the golden ratio: puts keys whose hashes follow each other into different stripes. */
    private static final int SPREAD = 0x9E3779B9;
    /** A strand is looked at whenever so many elements more wait in it. */
    static final int CROWD = 64;

    private final Home home;
    private final Consumer<Strand> schedule;
    private final Crowd crowded;
    /** Null until there is a key. Set once, under the monitor, then read by all. */
    private volatile Stripe @Nullable [] stripes;

    /**
     * No strands yet.
     *
     * @param schedule puts a strand into the job queue and sees to it that somebody takes care of it
     * @param crowded told of keys in which many elements wait
     */
    public Strands(Home home, Consumer<Strand> schedule, Crowd crowded) {
        this.home = home;
        this.schedule = schedule;
        this.crowded = crowded;
    }

    /** The bits of a key's hash, each of them depending on the lower ones of the user's: the upper ones choose the stripe, the lower the place in it. */
    static int hash(Object key) {
        return key.hashCode() * SPREAD;
    }

    Stripe stripe(int hash) {
        Stripe[] made = stripes;
        return (made != null ? made : make())[hash >>> (Integer.SIZE - STRIPE_BITS)];
    }

    private synchronized Stripe[] make() {
        Stripe[] made = stripes;
        if (made == null) {
            made = new Stripe[1 << STRIPE_BITS];
            for (int i = 0; i < made.length; i++) {
                made[i] = new Stripe();
            }
            stripes = made;
        }
        return made;
    }

    /** Adds an accepted job, as it travels: a Runnable, a {@link Stamped} one, or a {@link Task}. If its key had no other, a new strand goes into the job queue. */
    public void add(Object key, Object job) {
        int hash = hash(key);
        Stripe stripe = stripe(hash);
        Strand strand;
        boolean fresh;
        int elements;
        synchronized (stripe) {
            strand = stripe.findOrMake(key, hash);
            fresh = strand.isFresh();
            elements = strand.add(job);
        }
        if (fresh) {
            schedule.accept(strand);
        } else if (elements % CROWD == 0) {
            crowded.gathers(key, elements, strand::countWaiting);
        }
    }

    // ---- by a thread in the middle of another job of the pool

    /**
     * Takes the strand of a key over; whoever got it must {@link #release} it. Null if another turn of it is under way.
     *
     * @param evenIfNone whether to begin a turn if the key has no jobs; otherwise null
     */
    public @Nullable Strand takeOver(Object key, Runner by, boolean evenIfNone) {
        int hash = hash(key);
        return stripe(hash).takeOver(key, hash, by, evenIfNone);
    }

    /** Runs the next job of a strand that was taken over in place, isolated; nothing if there is none. */
    public void runNext(Strand held) {
        home.inPlace(() -> {
            Object job = held.take();
            if (job instanceof Task<?> task) {
                task.runInside();
            } else if (job != null) {
                home.help(job instanceof Stamped stamped ? stamped.job() : (Runnable) job);
            }
        });
    }

    /** Gives a strand back that was taken over. */
    public void release(Strand held) {
        if (held.release()) {
            schedule.accept(held);
        }
    }

    // ---- by a close

    /** Takes all jobs that wait out of all strands, each key's in order. */
    public void drain(Consumer<Object> taker) {
        Stripe[] made = stripes;
        if (made != null) {
            for (Stripe stripe : made) {
                stripe.drain(taker);
            }
        }
    }

    // ---- what is known of them

    /** Whether any job waits in a strand. */
    public boolean haveWaiting() {
        Stripe[] made = stripes;
        if (made != null) {
            for (Stripe stripe : made) {
                if (stripe.hasWaiting()) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Reads each strand, under a monitor. */
    void forEach(Consumer<Strand> reader) {
        Stripe[] made = stripes;
        if (made != null) {
            for (Stripe stripe : made) {
                stripe.forEach(reader);
            }
        }
    }
}
