package dev.millrace.bench.scenario;

import dev.millrace.bench.match.Metric;
import dev.millrace.bench.match.Player;
import dev.millrace.bench.match.Reading;
import java.util.Map;

/** What reading the clock takes. */
final class ClockCost implements Player {
    static final Metric COST = Metric.less("cost", "ns");

    private static final int BLOCK = 1_000;

    @Override
    public Reading play(long nanos) {
        long begin = System.nanoTime();
        long reads = 0;
        long now;
        do {
            now = begin;
            for (int read = 0; read < BLOCK; read++) {
                now = Math.max(now, System.nanoTime());
            }
            reads += BLOCK;
        } while (now - begin < nanos);
        return new Reading(reads, Map.of(COST.name(), (double) (now - begin) / reads));
    }

    @Override
    public void close() {
        // It keeps nothing.
    }
}
