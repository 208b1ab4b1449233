package dev.millrace.pool.runtime.worker;

import dev.millrace.pool.QuarantinedJob;
import dev.millrace.pool.runtime.handle.ContextCall;
import dev.millrace.pool.runtime.job.InContext;
import dev.millrace.pool.runtime.job.Submitted;
import java.lang.ref.ReferenceQueue;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Jobs that have killed workers. One that has killed too many is quarantined: refused when it is submitted, and ended unrun where it waits already, whoever would run it. A job that a thread runs inside another one (since it
 * waits for it, or since the pool is full) ends that thread as little as any other exception does, so it kills nobody and is not counted.
 *
 * <p>A job is known by its label, else by its identity, which is held weakly: what is garbage cannot come again, and is forgotten. At most {@value #MOST} jobs are remembered; beyond that the oldest that are not quarantined are
 * forgotten first. Guarded by its monitor, but for {@code on}, which is all that is read while nobody is quarantined.
 */
public final class Quarantine {
    private static final int MOST = 64;

    private final String pool;
    private final int after;
    private final Attention attention;
    /** By label or {@link Identity}, oldest first. */
    private final Map<Object, Suspect> suspects = new LinkedHashMap<>();

    private final ReferenceQueue<Object> collected = new ReferenceQueue<>();
    /** Whether any job is quarantined. Written under the monitor after the map, read by submitters and workers before it. */
    private volatile boolean on;

    /**
     * Nobody yet.
     *
     * @param after how many workers a job may kill
     * @param attention what workers look at
     */
    public Quarantine(String pool, int after, Attention attention) {
        this.attention = attention;
        this.pool = pool;
        this.after = after;
    }

    /** Whether any job is quarantined; one volatile read. */
    public boolean isOn() {
        return on;
    }

    /** The user's job in whatever the pool has wrapped around it. */
    private static Object submitted(Object job) {
        if (job instanceof ContextCall<?> call) {
            return call.submitted();
        }
        return Submitted.carried(job instanceof InContext wrapped ? wrapped.submitted() : job);
    }

    private static Object key(@Nullable String label, Object job) {
        return label != null ? label : new Identity(submitted(job), null);
    }

    /** A job has killed the current thread, which is a worker's, or what that has with it. */
    public void killed(@Nullable String label, Object job, Throwable cause) {
        QuarantinedJob.Death death = Suspect.death(Thread.currentThread(), cause);
        synchronized (this) {
            forgetCollected();
            Suspect suspect = suspects.get(key(label, job));
            if (suspect == null) {
                Object user = submitted(job);
                suspect = new Suspect(label != null ? label : user.getClass().getName());
                makeRoom();
                suspects.put(label != null ? label : new Identity(user, collected), suspect);
            }
            suspect.add(death);
            look();
        }
    }

    /**
     * What to answer for a job that is to be accepted or run: null if it is not quarantined.
     *
     * @param job as it is run or as it was submitted; null if it is known to have ended
     */
    public @Nullable RejectedExecutionException refusal(@Nullable String label, @Nullable Object job) {
        if (!on || job == null) {
            return null;
        }
        synchronized (this) {
            Suspect suspect = suspects.get(key(label, job));
            return suspect == null || suspect.deaths() < after ? null : refused(suspect);
        }
    }

    /** Whether a job is quarantined; asking is no refusal. */
    public synchronized boolean holds(@Nullable String label, Object job) {
        Suspect suspect = suspects.get(key(label, job));
        return suspect != null && suspect.deaths() >= after;
    }

    private RejectedExecutionException refused(Suspect suspect) {
        suspect.refuse();
        return new RejectedExecutionException("pool '" + pool + "' does not run job '" + suspect.name() + "' any more: "
                + suspect + "; releaseFromQuarantine(\"" + suspect.name() + "\") lets it run again");
    }

    /** Those that are quarantined, oldest suspicion first. */
    public synchronized List<QuarantinedJob> jobs() {
        forgetCollected();
        return suspects.values().stream()
                .filter(suspect -> suspect.deaths() >= after)
                .map(Suspect::report)
                .toList();
    }

    /** Forgets all that go by a name and are quarantined; false if there are none. */
    public synchronized boolean release(String name) {
        boolean any = suspects.values()
                .removeIf(suspect -> suspect.deaths() >= after && suspect.name().equals(name));
        look();
        return any;
    }

    private void makeRoom() {
        if (suspects.size() >= MOST) {
            Iterator<Suspect> oldest = suspects.values().iterator();
            while (oldest.hasNext()) {
                if (oldest.next().deaths() < after) {
                    oldest.remove();
                    return;
                }
            }
            Iterator<Suspect> any = suspects.values().iterator();
            any.next();
            any.remove();
        }
    }

    private void forgetCollected() {
        for (Object gone = collected.poll(); gone != null; gone = collected.poll()) {
            suspects.remove(gone);
        }
        look();
    }

    private void look() {
        on = suspects.values().stream().anyMatch(suspect -> suspect.deaths() >= after);
        attention.quarantined(on);
    }
}
