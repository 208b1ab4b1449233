package dev.millrace.pool.metrics.status;

import com.google.gson.JsonObject;
import dev.millrace.pool.ObservablePool;
import dev.millrace.pool.metrics.LatencyDistribution;
import dev.millrace.pool.metrics.LatencyIntervals;
import dev.millrace.pool.metrics.LatencyReport;
import dev.millrace.pool.metrics.LatencySeries;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The times of one pool's jobs: of each second, of the last minute, and of its whole life. The sampler's thread ticks; the rest from any thread. */
final class Timings {
    private static final int SECONDS_A_SLOT = 5;
    private static final int SLOTS = 12;

    private final ObservablePool pool;
    /** Null if the pool records none; then {@link #problem} says why. */
    private final @Nullable LatencyIntervals seconds;

    private final @Nullable LatencyIntervals slots;
    private final String problem;

    /** The sampler's thread only. */
    private final Deque<LatencyReport> lastSlots = new ArrayDeque<>();

    /** The sampler's thread only. */
    private int ticks;

    /** Written by the sampler's thread, read by those who answer; an immutable object. */
    private volatile @Nullable LatencyReport minute;

    Timings(ObservablePool pool) {
        this.pool = pool;
        LatencyIntervals first = null;
        LatencyIntervals second = null;
        String why = "";
        try {
            first = LatencyIntervals.of(pool);
            second = LatencyIntervals.of(pool);
            // What was before the page is not of the last minute.
            first.interval();
            second.interval();
        } catch (IllegalStateException e) {
            why = Words.plain(e.getMessage(), 400);
        }
        this.seconds = first;
        this.slots = second;
        this.problem = why;
    }

    /** The time since the last call. */
    Second tick() {
        if (seconds == null || slots == null) {
            return Second.NONE;
        }
        if (++ticks % SECONDS_A_SLOT == 0) {
            if (lastSlots.size() == SLOTS) {
                lastSlots.removeFirst();
            }
            lastSlots.addLast(slots.interval());
            minute = LatencyReport.combined(List.copyOf(lastSlots));
        }
        return Second.of(seconds.interval());
    }

    JsonObject json() {
        JsonObject json = new JsonObject();
        if (seconds == null) {
            json.addProperty("problem", problem);
            return json;
        }
        LatencyReport life = LatencyReport.of(pool);
        json.addProperty("sampledOneIn", life.sampling().oneIn());
        json.add("life", series(life));
        LatencyReport recent = minute;
        if (recent != null) {
            json.add("minute", series(recent));
        }
        return json;
    }

    private static JsonObject series(LatencyReport report) {
        JsonObject json = new JsonObject();
        json.addProperty("from", report.from().toEpochMilli());
        json.addProperty("to", report.to().toEpochMilli());
        for (LatencySeries which : LatencySeries.values()) {
            json.add(which.name().toLowerCase(Locale.ROOT), distribution(report.series(which)));
        }
        return json;
    }

    private static JsonObject distribution(LatencyDistribution times) {
        JsonObject json = new JsonObject();
        json.addProperty("count", times.count());
        json.add("mean", Json.number(times.mean()));
        json.addProperty("p50", times.percentile(50));
        json.addProperty("p90", times.percentile(90));
        json.addProperty("p99", times.percentile(99));
        json.addProperty("p999", times.percentile(99.9));
        json.addProperty("max", times.max());
        return json;
    }

    /**
     * Of one second; {@code NaN} where no job was timed in it.
     *
     * @param totalP50Nanos submit to end
     * @param totalP99Nanos submit to end
     * @param waitP99Nanos submit to start
     */
    record Second(double totalP50Nanos, double totalP99Nanos, double waitP99Nanos) {
        static final Second NONE = new Second(Double.NaN, Double.NaN, Double.NaN);

        static Second of(LatencyReport report) {
            LatencyDistribution total = report.series(LatencySeries.TOTAL);
            return total.count() == 0
                    ? NONE
                    : new Second(
                            total.percentile(50),
                            total.percentile(99),
                            report.series(LatencySeries.WAIT).percentile(99));
        }
    }
}
