package dev.millrace.sim;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Knows the averages of the trace for every moment, ahead of time and without noise; has workers ready when they are needed and looks every millisecond. Its size is the least at which Erlang's formula promises that no more than a share of
 * the jobs waits too long; and where so many wait that the last of them would do so for longer than a part of what is allowed, as many as clear them within it.
 *
 * <p>That share and that part are chosen in hindsight: of many runs of the trace, the {@link #best} is the cheapest of those that violate the fewest seconds. It does not know single jobs: who does, and looks often enough, has as many workers as
 * there is work, which is told beside it.
 */
final class Oracle implements Sizer {
    private static final long PERIOD = 1_000_000;
    private static final double[] SHARES = {0.99, 0.1, 0.01};
    private static final double[] PARTS = {0.2, 0.3, 0.5, 0.7, 0.9};

    private final Rig rig;
    private final Trace trace;
    private final double late;
    private final double part;
    private final int useful;
    private double lastLoad = -1;
    private double lastMean;
    private int lastSize;

    Oracle(Rig rig, Trace trace, double late, double part) {
        this.rig = rig;
        this.trace = trace;
        this.late = late;
        this.part = part;
        this.useful = (int) Math.max(rig.least(), Math.min(rig.most(), Math.ceil(rig.processors() / trace.cpuShare())));
    }

    /** Its run of a trace. */
    static Run best(Rig rig, Trace trace) {
        @Nullable Run best = null;
        int least = Integer.MAX_VALUE;
        for (double late : SHARES) {
            for (double part : PARTS) {
                Run run = Simulation.run(rig, trace, new Oracle(rig, trace, late, part));
                int violations = run.violations(rig);
                if (best == null
                        || violations < least
                        || violations == least && run.threadNanos() < best.threadNanos()) {
                    best = run;
                    least = violations;
                }
            }
        }
        return requireNonNull(best);
    }

    /** What the averages ask for over time, by the objective as it is. */
    static Steps plan(Rig rig, Trace trace) {
        Oracle oracle = new Oracle(rig, trace, rig.late(), 1);
        Steps plan = new Steps(oracle.size(0));
        for (long at = PERIOD; at < trace.endNanos(); at += PERIOD) {
            plan.add(at, oracle.size(at));
        }
        return plan;
    }

    @Override
    public long periodNanos() {
        return PERIOD;
    }

    @Override
    public int look(long nowNanos, Plant plant) {
        double toClear = plant.depth() * trace.course().meanNanos(nowNanos);
        double allowed = part * rig.withinNanos();
        int clearing = toClear > allowed * plant.target() ? (int) Math.ceil(toClear / allowed) : 0;
        int size = Math.max(size(nowNanos), size(nowNanos + rig.startNanos() + PERIOD));
        return Math.min(useful, Math.max(size, clearing));
    }

    /** What the averages of a moment ask for. */
    private int size(long atNanos) {
        double mean = trace.course().meanNanos(atNanos);
        double load = trace.course().perSecond(atNanos) * mean / 1e9;
        if (load != lastLoad || mean != lastMean) {
            int size = rig.least();
            while (size < useful && ErlangC.later(load, size, rig.withinNanos(), mean) > late) {
                size++;
            }
            lastLoad = load;
            lastMean = mean;
            lastSize = size;
        }
        return lastSize;
    }
}
