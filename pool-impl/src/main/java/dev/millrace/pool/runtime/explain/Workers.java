package dev.millrace.pool.runtime.explain;

import dev.millrace.pool.PoolConfig;
import dev.millrace.pool.PoolExplanation;
import dev.millrace.pool.PoolStats;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The pool, its workers, and what they wait for. */
final class Workers {
    private Workers() {}

    static void tell(Lines lines, PoolConfig config, PoolExplanation data) {
        PoolStats stats = data.stats();
        PoolStats.Workers workers = stats.workers();
        lines.add("pool '%s' %s%s", stats.name(), stats.state(), data.paused() ? ", paused" : "");
        lines.add(
                "workers  %d of %d..%d wanted, %d live: %d busy, %d searching, %d asleep; %d died, %d restarted%s",
                workers.target(),
                workers.min(),
                workers.max(),
                workers.live(),
                workers.busy(),
                workers.searching(),
                workers.sleeping(),
                workers.deaths(),
                workers.restarts(),
                workers.crashLoop() ? crashLoop(data.nextWorkerIn()) : "");
        lines.add("         %s, sizing %s, when full %s", config.dispatch(), data.sizing(), config.whenFull());
        data.waits().forEach(wait -> lines.add("waits    %s", wait));
    }

    private static String crashLoop(@Nullable Duration nextIn) {
        return nextIn == null
                ? "; crash loop"
                : String.format(Locale.ROOT, "; crash loop: the next begins in %.1f s", nextIn.toNanos() / 1e9);
    }
}
