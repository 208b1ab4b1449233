package dev.millrace.sim;

import dev.millrace.pool.LoadSnapshot;
import dev.millrace.pool.SizingPolicy;
import java.util.concurrent.TimeUnit;

/**
 * Drives a policy as the controller of a pool does: totals become the load of a period; a look that comes late is not used, and what was seen before it is forgotten. Use of processors is read ten times a second.
 */
final class Look implements Sizer {
    private static final long SLACK_NANOS = 50_000_000;
    private static final long PROCESSOR_NANOS = 100_000_000;

    private final SizingPolicy policy;
    private final Rig rig;
    private final Sensors sensors;
    private final long periodNanos;
    private final Memory memory;
    private long at;
    private long processorAt;
    private long accepted;
    private long ended;
    private long timedJobs;
    private long timedNanos;
    private double processorNanos;

    Look(SizingPolicy policy, Rig rig, Sensors sensors) {
        this.policy = policy;
        this.rig = rig;
        this.sensors = sensors;
        this.periodNanos = TimeUnit.NANOSECONDS.convert(policy.period());
        this.memory = new Memory(policy.memory());
    }

    @Override
    public long periodNanos() {
        return periodNanos;
    }

    @Override
    public int look(long nowNanos, Plant plant) {
        if (sensors.blind(nowNanos)) {
            return plant.target();
        }
        LoadSnapshot load = sensors.read(read(sensors.clock(nowNanos), plant));
        if (load.elapsedNanos() < 0 || load.elapsedNanos() > periodNanos + periodNanos / 4 + SLACK_NANOS) {
            memory.forget();
            return plant.target();
        }
        int size = policy.decide(load, memory).workers();
        memory.keep(load);
        return size;
    }

    private LoadSnapshot read(long clock, Plant plant) {
        long timed = plant.timedJobs() - timedJobs;
        long used = 0;
        if (clock - processorAt >= PROCESSOR_NANOS || clock < processorAt) {
            used = (long) (plant.processorNanos() - processorNanos);
            processorNanos = plant.processorNanos();
            processorAt = clock;
        }
        LoadSnapshot load = new LoadSnapshot(
                clock,
                clock - at,
                plant.depth(),
                rig.capacity(),
                plant.target(),
                plant.busy(),
                rig.least(),
                rig.most(),
                plant.accepted() - accepted,
                plant.ended() - ended,
                timed == 0 ? 0 : (plant.timedNanos() - timedNanos) / timed,
                rig.processors(),
                used);
        at = clock;
        accepted = plant.accepted();
        ended = plant.ended();
        timedJobs = plant.timedJobs();
        timedNanos = plant.timedNanos();
        return load;
    }
}
