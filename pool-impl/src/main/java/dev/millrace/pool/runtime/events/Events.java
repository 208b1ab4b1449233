package dev.millrace.pool.runtime.events;

import dev.millrace.pool.PoolListener;
import dev.millrace.pool.SizingRecord;
import dev.millrace.pool.SloStatus;
import dev.millrace.pool.StuckJob;
import dev.millrace.pool.WorkerDeath;
import dev.millrace.pool.runtime.jfr.Flight;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * What has happened, told to Flight Recorder at once, and to the pool's listeners by the {@link Courier}: whoever tells it goes on at once, whatever a listener does. Each method is called by the thread to which it happened, after it happened, and never throws.
 * Thread-safe.
 */
public final class Events {
    private final Flight flight;
    private final List<PoolListener> listeners;
    private final Courier courier;
    private final BiConsumer<String, Throwable> failures;

    /**
     * Nothing has happened.
     *
     * @param failures told of listeners that throw: who, and what
     */
    public Events(
            Flight flight, List<PoolListener> listeners, Courier courier, BiConsumer<String, Throwable> failures) {
        this.flight = flight;
        this.listeners = List.copyOf(listeners);
        this.courier = courier;
        this.failures = failures;
    }

    /** The size was changed, or a decision about it could not be had. */
    public void resized(SizingRecord record) {
        record(() -> flight.resized(record));
        tell(listener -> listener.resized(record));
    }

    /** A job is stuck. */
    public void stuck(StuckJob job) {
        record(() -> flight.stuck(job, false));
        tell(listener -> listener.stuck(job));
    }

    /** A job that was stuck has ended. */
    public void freed(StuckJob job) {
        record(() -> flight.stuck(job, true));
        tell(listener -> listener.freed(job));
    }

    /** A worker has died. */
    public void died(WorkerDeath death) {
        record(() -> flight.died(death));
        tell(listener -> listener.died(death));
    }

    /** An objective has changed its state. */
    public void slo(SloStatus status) {
        record(() -> flight.slo(status));
        tell(listener -> listener.slo(status));
    }

    /** By whoever tells it: an event of Flight Recorder is filled and written without a lock that anybody waits for. */
    private void record(Runnable event) {
        try {
            event.run();
        } catch (Throwable failure) {
            failures.accept("Flight Recorder", failure);
        }
    }

    private void tell(Consumer<PoolListener> event) {
        if (!listeners.isEmpty()) {
            courier.carry(() -> listeners.forEach(listener -> guarded(listener, event)));
        }
    }

    /** One that throws keeps nobody else from being told, nor itself the next time. */
    private void guarded(PoolListener listener, Consumer<PoolListener> event) {
        try {
            event.accept(listener);
        } catch (Throwable failure) {
            failures.accept("listener " + listener.getClass().getName(), failure);
        }
    }
}
