package dev.millrace.pool.metrics;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The latency of the last one to two minutes: what was recorded since a report that is at least a minute old, if anybody
 * looked then; else since the last look before that. All readers share it, so that none takes another's interval.
 *
 * <p>Not thread-safe: {@link Reading} asks one at a time.
 */
final class RecentLatency implements Supplier<LatencyReport> {
    private static final Duration SPAN = Duration.ofMinutes(1);

    private final Supplier<LatencyReport> life;
    /** Where the interval begins; null reaches back to when the pool was built. */
    private @Nullable LatencyReport begin;
    /** Where the next one will begin. */
    private @Nullable LatencyReport next;

    RecentLatency(Supplier<LatencyReport> life) {
        this.life = life;
    }

    @Override
    public LatencyReport get() {
        LatencyReport now = life.get();
        if (next == null) {
            next = now;
        } else if (!now.to().isBefore(next.to().plus(SPAN))) {
            begin = next;
            next = now;
        }
        return begin == null ? now : now.minus(begin);
    }
}
