package dev.millrace.sim;

import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * The simulated pool: one queue in order of arrival, workers that take time to start and retire after their job, and processors that are shared evenly when the running jobs need more of them than there are.
 *
 * <p>Jobs are timed as the pool does it: one in eight. Clock and jobs are those of the {@link Simulation}.
 */
final class Plant {
    /** In place of a wait: the queue was full. */
    static final long LOST = -1;

    /** In place of a wait: still waiting. */
    static final long WAITING = -2;

    private static final int TIMED_ONE_IN = 8;

    private final Rig rig;
    private final Trace trace;
    private final long[] waits;
    private final int[] queue;
    private int head;
    private int depth;
    private final Running running = new Running();
    private final ArrayDeque<Long> starting = new ArrayDeque<>();
    private int target;
    private int live;
    private int idle;
    private long now;
    /** How much time a running job has got so far, over the whole run; slower than the clock when processors are short. */
    private double served;

    private long accepted;
    private long ended;
    private long timedJobs;
    private long timedNanos;
    private double threadNanos;
    private double processorNanos;

    Plant(Rig rig, Trace trace) {
        this.rig = rig;
        this.trace = trace;
        this.waits = new long[trace.arrivals().length];
        Arrays.fill(waits, WAITING);
        this.queue = new int[rig.capacity()];
        this.target = rig.least();
        this.live = rig.least();
        this.idle = rig.least();
    }

    /** When something happens by itself. */
    long next() {
        long ready = starting.isEmpty() ? Long.MAX_VALUE : starting.getFirst();
        return Math.min(ready, nextEnd());
    }

    private long nextEnd() {
        if (running.size() == 0) {
            return Long.MAX_VALUE;
        }
        return now + (long) Math.max(0, Math.ceil((running.firstEnd() - served) / speed()));
    }

    private double speed() {
        double wanted = running.size() * trace.cpuShare();
        return wanted <= rig.processors() ? 1 : rig.processors() / wanted;
    }

    /** Lets time pass, in which nothing happens. */
    void passUntil(long time) {
        double nanos = time - now;
        threadNanos += nanos * live;
        processorNanos += nanos * Math.min(rig.processors(), running.size() * trace.cpuShare());
        served += nanos * speed();
        now = time;
    }

    /** What is due now: one job's end or one worker's start. */
    void happen() {
        if (nextEnd() <= now) {
            long begin = running.remove();
            if (ended++ % TIMED_ONE_IN == 0) {
                timedJobs++;
                timedNanos += now - begin;
            }
        } else {
            starting.removeFirst();
        }
        free();
    }

    /** A worker has nothing to do. */
    private void free() {
        if (live > target) {
            live--;
        } else if (depth > 0) {
            int job = queue[head];
            head = (head + 1) % queue.length;
            depth--;
            run(job);
        } else {
            idle++;
        }
    }

    private void run(int job) {
        waits[job] = now - trace.arrivals()[job];
        running.add(served + trace.services()[job], now);
    }

    void arrive(int job) {
        if (idle > 0) {
            idle--;
            accepted++;
            run(job);
        } else if (depth < queue.length) {
            accepted++;
            queue[(head + depth++) % queue.length] = job;
        } else {
            waits[job] = LOST;
        }
    }

    /** Starts workers, or retires them: idle ones at once, others when they are free. */
    void resize(int size) {
        target = Math.max(rig.least(), Math.min(size, rig.most()));
        for (; live < target; live++) {
            starting.addLast(now + rig.startNanos());
        }
        int gone = Math.max(0, Math.min(idle, live - target));
        idle -= gone;
        live -= gone;
    }

    int depth() {
        return depth;
    }

    int busy() {
        return running.size();
    }

    int target() {
        return target;
    }

    int live() {
        return live;
    }

    long accepted() {
        return accepted;
    }

    long ended() {
        return ended;
    }

    long timedJobs() {
        return timedJobs;
    }

    long timedNanos() {
        return timedNanos;
    }

    double threadNanos() {
        return threadNanos;
    }

    double processorNanos() {
        return processorNanos;
    }

    /** How long each job waited. At the end of the run, those that still wait have waited until then. */
    long[] waits() {
        for (int i = 0; i < depth; i++) {
            int job = queue[(head + i) % queue.length];
            waits[job] = now - trace.arrivals()[job];
        }
        return waits;
    }
}
