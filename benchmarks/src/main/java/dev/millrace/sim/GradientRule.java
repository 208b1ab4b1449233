package dev.millrace.sim;

import dev.millrace.pool.LoadSnapshot;
import dev.millrace.pool.SizingDecision;
import dev.millrace.pool.SizingPolicy;
import java.time.Duration;
import java.util.List;

/**
 * In the manner of Gradient2 of Netflix' concurrency-limits: the size goes by the gradient between a long mean and the last mean of the response time, plus a few for a queue, smoothed; and only while at least half of it
 * is used. It is made to protect a service behind the pool, not to save threads.
 */
record GradientRule() implements SizingPolicy {
    private static final int LONG = 60;
    private static final int QUEUE = 4;
    private static final double SMOOTHING = 0.2;

    @Override
    public Duration period() {
        return Duration.ofMillis(500);
    }

    @Override
    public int memory() {
        return LONG;
    }

    @Override
    public SizingDecision decide(LoadSnapshot now, List<LoadSnapshot> earlier) {
        double shortTime = response(now);
        if (shortTime <= 0 || now.busy() < now.workers() / 2.0) {
            return new SizingDecision(now.workers(), "not in use");
        }
        double sum = shortTime;
        int count = 1;
        for (LoadSnapshot then : earlier) {
            double time = response(then);
            sum += Math.max(0, time);
            count += time > 0 ? 1 : 0;
        }
        double gradient = Math.max(0.5, Math.min(1, 1.5 * sum / count / shortTime));
        double wanted = gradient * now.workers() + QUEUE;
        return new SizingDecision(
                (int) Math.round(now.workers() * (1 - SMOOTHING) + wanted * SMOOTHING + 0.2), "gradient " + gradient);
    }

    /** Run time and wait, by Little's law. */
    private static double response(LoadSnapshot load) {
        return load.completions() == 0
                ? 0
                : (double) (load.busy() + load.depth()) * load.elapsedNanos() / load.completions();
    }
}
