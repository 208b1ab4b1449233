package dev.millrace.pool.runtime;

import dev.millrace.pool.PoolConfig;
import dev.millrace.pool.WhenFull;
import dev.millrace.pool.runtime.admission.Admission;
import dev.millrace.pool.runtime.handle.Runner;
import dev.millrace.pool.runtime.handle.Task;
import dev.millrace.pool.runtime.stats.Refusal;
import dev.millrace.pool.runtime.strand.Key;
import dev.millrace.pool.runtime.strand.Strand;
import dev.millrace.pool.runtime.strand.Strands;
import dev.millrace.pool.runtime.worker.Crew;
import java.util.concurrent.TimeUnit;

/**
 * What a submit of a job with a key does when it is not admitted at once: it is refused, or waits for room. On a worker of the pool, which may be the only one to make room, it makes some by running what is its own way: the key's earlier jobs, and if none is left
 * the job itself, as the key's next one.
 *
 * <h2>Why no worker waits here for ever</h2>
 *
 * A worker waits only while another thread runs the key's jobs. It notes that as a wait for its job, which depends on whoever has the key's turn ({@code Wait}), follows the chain, and is refused if it leads back; whoever closes a circle later sees this wait
 * and is refused. So the chain ends at a thread that goes on, or at a wait with a limit. When that thread's turn ends, nobody has the turn, or the next one has; the worker looks every 200 us, and takes the turn if it is free. It never waits in the line.
 */
final class KeyedEntrance {
    private final PoolConfig config;
    private final Admission admission;
    private final Entrance entrance;
    private final Strands strands;
    private final Crew crew;

    KeyedEntrance(PoolConfig config, Admission admission, Entrance entrance, Strands strands, Crew crew) {
        this.config = config;
        this.admission = admission;
        this.entrance = entrance;
        this.strands = strands;
        this.crew = crew;
    }

    /**
     * Applies the policy to a job that was not admitted.
     *
     * @param answer of the admission
     * @param task the job, or one that stands for it, as it would wait
     * @param job what to run in place
     * @param mostNanos how long it may wait for room, if the policy does not say less
     * @return the position of a job that is admitted now, or {@link Entrance#RAN}
     */
    long insist(long answer, Key key, Task<?> task, Runnable job, long mostNanos) {
        entrance.refuseAnyway(answer, 1);
        if (config.whenFull() instanceof WhenFull.Reject) {
            throw entrance.rejection(1, Refusal.FULL, "is full", null);
        }
        long nanos = config.whenFull() instanceof WhenFull.Block block
                ? Math.min(mostNanos, TimeUnit.NANOSECONDS.convert(block.limit()))
                : mostNanos;
        Runner me = Runner.current();
        return me != null && crew.isWorker() ? onWorker(me, key, task, job, nanos) : entrance.await(nanos, 1);
    }

    private long onWorker(Runner me, Key key, Task<?> task, Runnable job, long nanos) {
        long start = System.nanoTime();
        while (true) {
            Strand held = strands.takeOver(key.value(), me, true);
            if (held != null) {
                return inTurn(held, job);
            }
            awaitTurn(me, key, task, nanos == Long.MAX_VALUE ? nanos : nanos - (System.nanoTime() - start));
            long position = admission.tryAdmit(1);
            if (position != Admission.FULL) {
                return admitted(position);
            }
        }
    }

    private long admitted(long position) {
        if (position == Admission.CLOSED) {
            throw entrance.rejection(1, Refusal.CLOSED, "was closed while the submitter waited for room", null);
        }
        return position;
    }

    /** Jobs that come meanwhile are not waited for: their submits and this one overlap. */
    private long inTurn(Strand held, Runnable job) {
        try {
            for (int earlier = held.size(); earlier > 0; earlier--) {
                strands.runNext(held);
                long position = admission.tryAdmit(1);
                if (position != Admission.FULL) {
                    return admitted(position);
                }
            }
            return entrance.inPlace(job);
        } finally {
            strands.release(held);
        }
    }

    private void awaitTurn(Runner me, Key key, Task<?> task, long nanos) {
        if (nanos <= 0) {
            throw entrance.rejection(
                    1,
                    Refusal.TIMED_OUT,
                    "was full, and the job's key ran on another worker, all the time that the submitter may wait",
                    null);
        }
        if (key.runner() == me) {
            throw entrance.rejection(
                    1, Refusal.FULL, "is full, and a job of the same key runs on this very worker", null);
        }
        try {
            task.awaitTurn(nanos, () -> Thread.currentThread().isInterrupted() || hasRoom());
        } catch (IllegalStateException circle) {
            throw entrance.rejection(
                    1, Refusal.FULL, "is full, and the wait for the job's turn would never end", circle);
        }
        if (Thread.currentThread().isInterrupted()) {
            throw entrance.rejection(
                    1, Refusal.INTERRUPTED, "was full until the submitter was interrupted", new InterruptedException());
        }
    }

    private boolean hasRoom() {
        return admission.isClosed() || admission.depth() < admission.capacity();
    }
}
