package dev.millrace.pool.runtime.strand;

import dev.millrace.pool.KeyLoad;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** One look at all strands: how many there are, how many jobs wait in them, and in which most. Not at one moment: stripe by stripe. */
public final class Hottest {
    private final PriorityQueue<KeyLoad> most = new PriorityQueue<>(Comparator.comparingInt(KeyLoad::waiting));
    private final int limit;
    private final int depth;
    private int active;
    private int waiting;

    private Hottest(int limit, int depth) {
        this.limit = limit;
        this.depth = depth;
    }

    /**
     * Looks.
     *
     * @param limit how many keys to remember
     * @param depth jobs that wait in the pool
     */
    public static Hottest of(Strands strands, int limit, int depth) {
        Hottest hottest = new Hottest(limit, depth);
        strands.forEach(hottest::add);
        return hottest;
    }

    private void add(Strand strand) {
        active++;
        int here = strand.waiting();
        waiting += here;
        if (here > 0) {
            most.add(new KeyLoad(strand.key(), here, Math.min(1, (double) here / Math.max(1, depth))));
        }
        if (most.size() > limit) {
            most.poll();
        }
    }

    /** Keys with a job that waits or runs. */
    public int active() {
        return active;
    }

    /** Jobs of keys that wait. */
    public int waiting() {
        return waiting;
    }

    /** The keys with the most waiting jobs, most first. */
    public List<KeyLoad> keys() {
        List<KeyLoad> keys = new ArrayList<>(most);
        keys.sort(Comparator.comparingInt(KeyLoad::waiting).reversed());
        return keys;
    }
}
