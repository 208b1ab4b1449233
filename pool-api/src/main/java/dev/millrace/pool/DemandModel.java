package dev.millrace.pool;

import java.util.List;
import java.util.Locale;

/** One decision of {@link Demand}: what the readings say of the load, and what size follows. */
final class DemandModel {
    /** Readings that a change of the arrivals takes at least, so that one wild reading is none. */
    private static final int ARRIVALS = 2;
    /** The same of run times: who is busy is known only at the moment of a reading. */
    private static final int SERVICE = 5;
    /** Standard errors around the load in which a size is as good as another. */
    private static final double UP = 1;

    private static final double DOWN = 0.5;
    /** Parts of the allowed wait: at which a backlog is acted on, and which is left of it; and which may be made by retiring. */
    private static final double BACKLOG = 0.6;

    private static final double KEPT = 0.3;
    /** A size that is too large by more than this share is so because of what is over. */
    private static final double FAR = 0.25;
    /** Part of what is too much that one reading retires. */
    private static final double SLOWLY = 0.3;
    /** How long a size that was grown to is kept when it is a little too large. */
    private static final double KEEP_NANOS = 5e8;

    private final Demand rules;
    private final LoadSnapshot now;
    private final List<LoadSnapshot> earlier;
    private final Rate arrivals;
    private final double meanNanos;
    private final double load;
    private final double error;

    DemandModel(Demand rules, LoadSnapshot now, List<LoadSnapshot> earlier) {
        this.rules = rules;
        this.now = now;
        this.earlier = earlier;
        int length = 1 + Math.min(earlier.size(), rules.memory());
        double[] arrived = new double[length];
        double[] ended = new double[length];
        double[] elapsed = new double[length];
        double[] busy = new double[length];
        for (int i = 0; i < length; i++) {
            LoadSnapshot then = i == 0 ? now : earlier.get(i - 1);
            LoadSnapshot before = i < earlier.size() ? earlier.get(i) : then;
            arrived[i] = then.arrivals();
            ended[i] = then.completions();
            elapsed[i] = then.elapsedNanos();
            busy[i] = then.elapsedNanos() * (then.busy() + before.busy()) / 2.0;
        }
        arrivals = Rate.of(arrived, elapsed, rules.certainty(), ARRIVALS);
        Rate service = Rate.of(ended, busy, rules.certainty(), SERVICE);
        // Time that workers were busy, a job: true of all jobs, where run times are known of few, and also while the
        // first of them still run.
        meanNanos = service.exposure() / Math.max(1, service.count());
        load = arrivals.value() * meanNanos;
        error = Math.sqrt(arrivals.error() + service.error());
    }

    SizingDecision decide() {
        double allowed = Demand.nanos(rules.startWithin());
        double toClear = now.depth() * meanNanos;
        int size = now.workers();
        if (toClear > BACKLOG * allowed * Math.max(1, size)) {
            int clearing = (int) Math.min(now.maxWorkers(), Math.ceil(toClear / (BACKLOG * allowed)));
            return grow(
                    Math.max(Math.max(size + 1, standing(load)), clearing), "jobs would wait %.1f ms", toClear / size);
        }
        if (size < standing(load / (1 + UP * error))) {
            return grow(standing(load), "more are needed, %.1f ms to wait", toClear / size);
        }
        int enough = Math.max(
                standing(load * (1 + DOWN * error)), (int) Math.min(size, Math.ceil(toClear / (KEPT * allowed))));
        if (size > enough && (size > enough * (1 + FAR) || !grewLately())) {
            return decision(enough + (int) ((size - enough) * (1 - SLOWLY)), "%d are enough", enough);
        }
        return decision(size, "as it is");
    }

    private SizingDecision grow(int size, String reason, double waitNanos) {
        int useful = Math.max(now.workers(), Processors.useful(now, earlier));
        return size > useful
                ? decision(useful, reason + "; %d processors run no more", waitNanos / 1e6, now.processors())
                : decision(size, reason, waitNanos / 1e6);
    }

    /** The size that carries a load when nothing is left over from before. */
    private int standing(double busy) {
        double time = meanNanos <= 0 ? Double.MAX_VALUE : Demand.nanos(rules.startWithin()) / meanNanos;
        return Erlang.size(busy, time, rules.late(), now.maxWorkers());
    }

    private boolean grewLately() {
        LoadSnapshot after = now;
        for (LoadSnapshot then : earlier) {
            if (then.workers() < after.workers()) {
                return true;
            }
            if (now.atNanos() - then.atNanos() > KEEP_NANOS) {
                return false;
            }
            after = then;
        }
        return false;
    }

    private SizingDecision decision(int size, String reason, Object... values) {
        return new SizingDecision(
                Math.max(now.minWorkers(), Math.min(size, now.maxWorkers())),
                String.format(Locale.ROOT, reason, values)
                        + String.format(
                                Locale.ROOT,
                                ": %.0f/s x %.3f ms = %.1f busy (+-%.0f %%), %d wait",
                                arrivals.value() * 1e9,
                                meanNanos / 1e6,
                                load,
                                100 * error,
                                now.depth()));
    }
}
