package dev.millrace.pool.runtime.support;

import dev.millrace.pool.PoolListener;
import dev.millrace.pool.StuckJob;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Notes what it is told of stuck jobs. */
public final class Told implements PoolListener {
    /** Those that were found. */
    public final Queue<StuckJob> stuck = new ConcurrentLinkedQueue<>();
    /** Those that ended. */
    public final Queue<StuckJob> freed = new ConcurrentLinkedQueue<>();

    @Override
    public void stuck(StuckJob job) {
        stuck.add(job);
    }

    @Override
    public void freed(StuckJob job) {
        freed.add(job);
    }
}
