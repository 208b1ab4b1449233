package dev.millrace.bench.scenario;

import dev.millrace.bench.limit.Echo;
import dev.millrace.bench.match.Player;
import dev.millrace.bench.match.Reading;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Times the way there and back, one number after the other. */
public final class Trips implements Player {

    /** A way that is gone ten times a round stays interpreted; in a service that has been up for a while it is compiled. So is the way to sleep and back. */
    static final long COMPILE_NANOS = TimeUnit.MILLISECONDS.toNanos(600);

    static final long NAP_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

    private final Echo echo;
    private final long idleNanos;
    private long number;
    private boolean compiled;

    /** @param idleNanos the pause before each, in which the other side may fall asleep; 0 for none */
    public Trips(Echo echo, long idleNanos) {
        this.echo = echo;
        this.idleNanos = idleNanos;
    }

    @Override
    public void prepare() {
        echo.wake();
    }

    @Override
    public Reading play(long nanos) throws Exception {
        if (idleNanos > 0 && !compiled) {
            callFor(COMPILE_NANOS);
            compiled = true;
        }
        Times times = new Times();
        long end = System.nanoTime() + nanos;
        do {
            pause();
            long begin = System.nanoTime();
            echo.call(++number);
            times.add(System.nanoTime() - begin);
        } while (System.nanoTime() < end);
        return times.reading(1);
    }

    private void callFor(long nanos) throws Exception {
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(NAP_NANOS);
            echo.call(++number);
        }
    }

    private void pause() {
        long end = System.nanoTime() + idleNanos;
        for (long left = idleNanos; left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    @Override
    public void settle() throws InterruptedException {
        echo.rest();
    }

    @Override
    public void close() {
        echo.close();
    }
}
