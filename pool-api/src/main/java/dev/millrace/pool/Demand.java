package dev.millrace.pool;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;

/**
 * Sizing by what the load needs: arrival rate x mean run time is how many workers are busy on average; Erlang's formula adds those that keep waits short although jobs come at random; a backlog adds those that
 * clear it in time. All of it is computed from counters, so that a change of load is answered by one step to the right size and not by a search.
 *
 * <p>Grows at once, when the load is surely above what the size carries, or when those who wait would do so for more than three fifths of what is allowed. Shrinks by a part of what is too much in each reading. Does not
 * grow beyond what the processors can run. Immutable; each method that sets gives a changed copy. The pool's builder checks the settings.
 *
 * @param startWithin how long a job may wait before it is started, at least 1 ms
 * @param late share of the jobs that the size without a backlog may let wait longer, in (0, 0.5]; a backlog is acted on before it comes to that
 * @param window time over which rates are averaged at most; after a change of load it is shortened by itself
 * @param certainty standard errors by which readings must differ to be held for a change of load, in [1, 10]
 * @param period time between readings
 */
public record Demand(Duration startWithin, double late, Duration window, double certainty, Duration period)
        implements SizingPolicy {

    static final Demand DEFAULT =
            new Demand(Duration.ofMillis(50), 0.1, Duration.ofSeconds(2), 4.5, Duration.ofMillis(10));

    private static final int MOST_SAMPLES = 2_000;

    /** Refuses nulls; other rules are told by {@link #problems}. */
    public Demand {
        requireNonNull(startWithin, "startWithin");
        requireNonNull(window, "window");
        requireNonNull(period, "period");
    }

    /** A copy with another {@link #startWithin()}. */
    public Demand startWithin(Duration time) {
        return new Demand(time, late, window, certainty, period);
    }

    /** A copy with another {@link #late()}. */
    public Demand late(double share) {
        return new Demand(startWithin, share, window, certainty, period);
    }

    /** A copy with another {@link #window()}. */
    public Demand window(Duration time) {
        return new Demand(startWithin, late, time, certainty, period);
    }

    /** A copy with another {@link #certainty()}. */
    public Demand certainty(double errors) {
        return new Demand(startWithin, late, window, errors, period);
    }

    /** A copy with another {@link #period()}. */
    public Demand period(Duration time) {
        return new Demand(startWithin, late, window, certainty, time);
    }

    @Override
    public int memory() {
        double samples = nanos(window) / Math.max(nanos(period), 1);
        return samples >= MOST_SAMPLES ? MOST_SAMPLES : (int) samples;
    }

    @Override
    public SizingDecision decide(LoadSnapshot now, List<LoadSnapshot> earlier) {
        return new DemandModel(this, requireNonNull(now, "now"), requireNonNull(earlier, "earlier")).decide();
    }

    @Override
    public List<String> problems() {
        Problems problems = new Problems();
        problems.require(
                startWithin.compareTo(Duration.ofMillis(1)) >= 0, "startWithin must be >= 1ms, was %s", startWithin);
        problems.require(late > 0 && late <= 0.5, "late must be a number in (0, 0.5], was %s", late);
        problems.require(window.compareTo(period) >= 0, "window (%s) must be >= period (%s)", window, period);
        problems.require(certainty >= 1 && certainty <= 10, "certainty must be a number in [1, 10], was %s", certainty);
        return problems.list();
    }

    static double nanos(Duration time) {
        return time.getSeconds() * 1e9 + time.getNano();
    }
}
