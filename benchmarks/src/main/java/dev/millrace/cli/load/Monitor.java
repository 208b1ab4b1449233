package dev.millrace.cli.load;

import dev.millrace.pool.WorkerPool;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Looks at a running schedule once a second and tells its listeners; the last look, at the close, may be after less. */
final class Monitor implements AutoCloseable {
    private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final WorkerPool pool;
    private final Tallies tallies;
    private final List<Consumer<Interval>> listeners;
    private final long startNanos;
    private final Latencies soFar = Latencies.large();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::watch, "load-monitor");

    private long lastNanos;
    private long lastMillis = System.currentTimeMillis();

    Monitor(WorkerPool pool, Tallies tallies, Schedule schedule, List<Consumer<Interval>> listeners) {
        this.pool = pool;
        this.tallies = tallies;
        this.listeners = listeners;
        this.startNanos = schedule.startNanos();
        this.lastNanos = startNanos;
        thread.setDaemon(true);
    }

    Monitor start() {
        thread.start();
        return this;
    }

    private void watch() {
        try {
            while (!closed.await(lastNanos + PERIOD_NANOS - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody does
        }
    }

    private void look() {
        long now = System.nanoTime();
        long millis = System.currentTimeMillis();
        Latencies latencies = tallies.take();
        soFar.add(latencies);
        if (latencies.response().getTotalCount() == 0 && closed.getCount() == 0) {
            return; // nothing came after the last full second
        }
        Interval interval =
                new Interval(lastMillis, millis, now - lastNanos, now - startNanos, latencies, soFar, pool.stats());
        lastNanos = now;
        lastMillis = millis;
        listeners.forEach(listener -> listener.accept(interval));
    }

    /** Ends the watching with a last look. */
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        look();
    }

    /** All latencies, once closed. */
    Latencies latencies() {
        return soFar;
    }
}
