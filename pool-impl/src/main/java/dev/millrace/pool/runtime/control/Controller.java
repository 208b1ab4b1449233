package dev.millrace.pool.runtime.control;

import dev.millrace.pool.LoadSnapshot;
import dev.millrace.pool.SizingRecord.Cause;
import dev.millrace.pool.runtime.explain.Names;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One look at the load: takes a snapshot, asks the policy, has the answer applied, and shows the same to the shadow. It reads no clock, so that a test can drive it.
 *
 * <p>A look that comes late (the process was stopped, or the clock jumped) says nothing about the load: it is recorded, changes nothing, and the readings before it are
 * forgotten, so that the time in which nobody looked counts for nothing either. Confined to one thread.
 */
final class Controller {
    private static final long SLACK_NANOS = 50_000_000;

    private final Sizer sizer;
    private final LoadMeter meter;
    private final Shadow shadow;
    private Rule rule;
    private long periodNanos;
    private final List<LoadSnapshot> earlier = new ArrayList<>();

    /** One that looks as often as its policy wants. */
    Controller(Rule rule, Shadow shadow, Sizer sizer, Gauges gauges) {
        this.rule = rule;
        this.shadow = shadow;
        this.sizer = sizer;
        this.meter = new LoadMeter(gauges);
        this.periodNanos = rule.periodNanos();
    }

    /**
     * Decides by this rule from now on; another one begins with no memory.
     *
     * @param pace the rule by whose period it looks
     */
    void follow(Rule to, Rule pace) {
        if (!to.equals(rule)) {
            rule = to;
            earlier.clear();
        }
        periodNanos = pace.periodNanos();
    }

    /** Begins to count time and load, after a rest. */
    void begin(long nowNanos) {
        earlier.clear();
        shadow.begin();
        meter.restart(nowNanos);
    }

    /** Looks; true if there is a reason to look again without being asked to. */
    boolean tick(long nowNanos) {
        Size size = sizer.size();
        LoadSnapshot load = meter.read(nowNanos, size);
        if (late(load.elapsedNanos())) {
            ignore(load);
            return true;
        }
        if (!size.canChange()) {
            return false;
        }
        if (rule.decides()) {
            decide(load);
        }
        shadow.look(load, sizer.size().target());
        return load.arrivals() > 0
                || load.depth() > 0
                || load.busy() > 0
                || (rule.decides() && sizer.size().target() > size.min());
    }

    private void ignore(LoadSnapshot load) {
        earlier.clear();
        String why = "ignored: the reading came " + load.elapsedNanos() / 1_000_000 + " ms after the last, not "
                + periodNanos / 1_000_000;
        if (rule.decides()) {
            sizer.note(Cause.LATE, why, load);
        }
        shadow.late(why, load);
    }

    private void decide(LoadSnapshot load) {
        try {
            sizer.apply(rule.policy().decide(load, Collections.unmodifiableList(earlier)), load);
            remember(load);
        } catch (Throwable failure) {
            sizer.note(Cause.FAILED, "the policy failed: " + Names.ofFailure(failure), load);
        }
    }

    private boolean late(long elapsedNanos) {
        return elapsedNanos < 0 || elapsedNanos > periodNanos + periodNanos / 4 + SLACK_NANOS;
    }

    private void remember(LoadSnapshot load) {
        earlier.add(0, load);
        while (earlier.size() > rule.policy().memory()) {
            earlier.remove(earlier.size() - 1);
        }
    }
}
