package dev.millrace.bench.scenario;

import dev.millrace.bench.Contender;
import dev.millrace.bench.UnverifiedException;
import dev.millrace.bench.limit.PaddedLong;
import dev.millrace.bench.limit.Spin;
import dev.millrace.bench.match.Player;
import dev.millrace.bench.match.Reading;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** How long after the end of its job a thread that waits for the handle goes on, while the worker goes on as well: with a longer job that was queued behind. */
final class Told implements Player {
    private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long JOB_NANOS = TimeUnit.MICROSECONDS.toNanos(100);
    private static final long NEXT_NANOS = TimeUnit.MILLISECONDS.toNanos(4);

    private final Contender contender;
    /** When the job ended, by the worker; read by who waited for it. */
    private final PaddedLong ended = new PaddedLong();
    /** How many of the jobs behind have ended. */
    private final PaddedLong passed = new PaddedLong();

    private long number;

    Told(Contender contender) {
        this.contender = contender;
    }

    @Override
    public void prepare() {
        contender.wake();
    }

    @Override
    public Reading play(long nanos) throws Exception {
        Times times = new Times();
        long end = System.nanoTime() + nanos;
        do {
            LockSupport.parkNanos(IDLE_NANOS);
            times.add(lateness());
        } while (System.nanoTime() < end);
        return times.reading(2);
    }

    private long lateness() throws Exception {
        long before = System.nanoTime();
        ended.set(before - 1);
        Future<?> handle = contender.submit(() -> ended.set(burn(JOB_NANOS)));
        long next = ++number;
        contender.execute(() -> {
            burn(NEXT_NANOS);
            passed.set(next);
        });
        handle.get();
        long now = System.nanoTime();
        long end = ended.get();
        if (end - before < 0) {
            throw new UnverifiedException("a handle was done whose job had not run");
        }
        Spin.until(() -> passed.get() == next);
        return now - end;
    }

    /** Works by the clock; gives when it ended. */
    private static long burn(long nanos) {
        long begin = System.nanoTime();
        long now = begin;
        while (now - begin < nanos) {
            now = System.nanoTime();
        }
        return now;
    }

    @Override
    public void settle() throws InterruptedException {
        contender.rest();
    }

    @Override
    public void close() {
        contender.close();
    }
}
