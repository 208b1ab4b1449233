package dev.millrace.pool.runtime.control;

import dev.millrace.pool.LoadSnapshot;
import dev.millrace.pool.SizingPolicy;
import dev.millrace.pool.SizingRecord.Cause;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One look at the load: takes a snapshot, asks the policy, has the answer applied. It reads no clock, so that a test can drive it.
 *
 * <p>A look that comes late (the process was stopped, or the clock jumped) says nothing about the load: it is recorded, changes nothing, and the readings before it are
 * forgotten, so that the time in which nobody looked counts for nothing either. Confined to one thread.
 */
final class Controller {
    private static final long SLACK_NANOS = 50_000_000;

    private final Sizer sizer;
    private final LoadMeter meter;
    private SizingPolicy policy;
    private long periodNanos;
    private final List<LoadSnapshot> earlier = new ArrayList<>();

    Controller(SizingPolicy policy, Sizer sizer, Gauges gauges, long periodNanos) {
        this.policy = policy;
        this.sizer = sizer;
        this.meter = new LoadMeter(gauges);
        this.periodNanos = periodNanos;
    }

    /** Decides by another policy from now on. */
    void change(SizingPolicy to, long toPeriodNanos) {
        policy = to;
        periodNanos = toPeriodNanos;
        earlier.clear();
    }

    /** Begins to count time and load, after a rest. */
    void begin(long nowNanos) {
        earlier.clear();
        meter.restart(nowNanos);
    }

    /** Looks; true if there is a reason to look again without being asked to. */
    boolean tick(long nowNanos) {
        Size size = sizer.size();
        LoadSnapshot load = meter.read(nowNanos, size);
        if (late(load.elapsedNanos())) {
            earlier.clear();
            sizer.note(
                    Cause.LATE,
                    "ignored: the reading came " + load.elapsedNanos() / 1_000_000 + " ms after the last, not "
                            + periodNanos / 1_000_000,
                    load);
            return true;
        }
        if (!size.canChange()) {
            return false;
        }
        try {
            sizer.apply(policy.decide(load, Collections.unmodifiableList(earlier)), load);
            remember(load);
        } catch (Throwable failure) {
            sizer.note(Cause.FAILED, "the policy failed: " + failure, load);
        }
        return load.arrivals() > 0
                || load.depth() > 0
                || load.busy() > 0
                || sizer.size().target() > size.min();
    }

    private boolean late(long elapsedNanos) {
        return elapsedNanos < 0 || elapsedNanos > periodNanos + periodNanos / 4 + SLACK_NANOS;
    }

    private void remember(LoadSnapshot load) {
        earlier.add(0, load);
        while (earlier.size() > policy.memory()) {
            earlier.remove(earlier.size() - 1);
        }
    }
}
