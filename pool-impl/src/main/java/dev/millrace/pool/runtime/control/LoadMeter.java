package dev.millrace.pool.runtime.control;

import dev.millrace.pool.LoadSnapshot;

/** Turns totals into the load of one period. Confined to the controller. */
final class LoadMeter {
    private final Gauges gauges;
    private long atNanos;
    private long accepted;
    private long ended;
    private long timedJobs;
    private long timedNanos;

    LoadMeter(Gauges gauges) {
        this.gauges = gauges;
    }

    /** Begins a period without telling what was in the one before. */
    void restart(long nowNanos) {
        read(nowNanos, new Size(1, 1, 1));
    }

    /** Ends a period, tells its load, and begins the next. */
    LoadSnapshot read(long nowNanos, Size size) {
        long ended = gauges.ended();
        long accepted = gauges.accepted();
        long timedJobs = gauges.timedJobs();
        long timedNanos = gauges.timedNanos();
        long timed = timedJobs - this.timedJobs;
        LoadSnapshot load = new LoadSnapshot(
                nowNanos,
                nowNanos - atNanos,
                gauges.depth(),
                gauges.capacity(),
                size.target(),
                gauges.busy(),
                size.min(),
                size.max(),
                accepted - this.accepted,
                ended - this.ended,
                timed <= 0 ? 0 : (timedNanos - this.timedNanos) / timed,
                Runtime.getRuntime().availableProcessors());
        this.atNanos = nowNanos;
        this.accepted = accepted;
        this.ended = ended;
        this.timedJobs = timedJobs;
        this.timedNanos = timedNanos;
        return load;
    }
}
