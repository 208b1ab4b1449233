package dev.millrace.sim;

import dev.millrace.pool.PoolListener;
import dev.millrace.pool.SizingPolicy;
import dev.millrace.pool.SizingRecord;
import dev.millrace.pool.WhenFull;
import dev.millrace.pool.WorkerPool;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * One run of one trace with a real pool, in real time: each job is offered when it is due and sleeps for as long as it runs in the trace. It takes no processor, so that the trace means the same on every machine; what a pool on that machine
 * does about it is compared with its {@link Simulation}.
 */
final class Replay {
    private static final Duration DRAIN = Duration.ofSeconds(30);

    private final Trace trace;
    private final AtomicLongArray waits;
    private final LongAdder threadNanos = new LongAdder();
    private final Steps sizes;
    /** When the trace begins; what happens before it counts as its beginning. */
    private volatile long origin = Long.MAX_VALUE;

    private Replay(Rig rig, Trace trace) {
        this.trace = trace;
        this.sizes = new Steps(rig.least());
        long[] unstarted = new long[trace.arrivals().length];
        Arrays.fill(unstarted, Plant.WAITING);
        this.waits = new AtomicLongArray(unstarted);
    }

    /** A trace whose jobs wait for others all the time. */
    static Trace sleeping(Trace trace) {
        return new Trace(
                trace.name(),
                trace.arrivals(),
                trace.services(),
                0,
                trace.course(),
                () -> Sensors.TRUE,
                trace.endNanos());
    }

    /** Takes as long as the trace. */
    static Run run(Rig rig, Trace trace, SizingPolicy policy) {
        return new Replay(rig, trace).play(rig, policy);
    }

    private Run play(Rig rig, SizingPolicy policy) {
        WorkerPool pool = WorkerPool.builder("replay")
                .workers(rig.least(), rig.most())
                .queueCapacity(rig.capacity())
                .whenFull(WhenFull.reject())
                .sizing(policy)
                .threadFactory(this::timed)
                .listener(new SizeListener())
                .build();
        try (pool) {
            origin = System.nanoTime();
            offerAll(pool);
            awaitMoment(trace.endNanos());
            pool.close(DRAIN);
        }
        long[] seen = new long[waits.length()];
        Arrays.setAll(seen, waits::get);
        synchronized (sizes) {
            return new Run(trace, sizes, seen, threadNanos.sum());
        }
    }

    private void offerAll(WorkerPool pool) {
        long[] arrivals = trace.arrivals();
        for (int i = 0; i < arrivals.length; i++) {
            int job = i;
            awaitMoment(arrivals[job]);
            if (!pool.tryExecute(() -> work(job))) {
                waits.set(job, Plant.LOST);
            }
        }
    }

    private void work(int job) {
        long began = now();
        waits.set(job, began - trace.arrivals()[job]);
        awaitMoment(began + trace.services()[job]);
    }

    /** In the time of the trace. */
    private long now() {
        return System.nanoTime() - origin;
    }

    private void awaitMoment(long nanos) {
        for (long left = nanos - now(); left > 0; left = nanos - now()) {
            LockSupport.parkNanos(left);
        }
    }

    /** A worker's time counts from when it was asked for to the end of the trace at the latest. */
    private Thread timed(Runnable body) {
        long asked = System.nanoTime();
        Thread thread = new Thread(() -> {
            try {
                body.run();
            } finally {
                long from = Math.max(asked, origin);
                threadNanos.add(Math.max(0, Math.min(System.nanoTime() - origin, trace.endNanos()) - (from - origin)));
            }
        });
        thread.setDaemon(true);
        return thread;
    }

    private final class SizeListener implements PoolListener {
        @Override
        public void resized(SizingRecord record) {
            synchronized (sizes) {
                sizes.add(Math.max(1, now()), record.to());
            }
        }
    }
}
