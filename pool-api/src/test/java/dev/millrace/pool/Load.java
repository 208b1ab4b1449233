package dev.millrace.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Readings of a pool of 1 to 100 workers and 1,000 places, one each 10 ms, for tests of policies; seeded. */
final class Load {
    static final long PERIOD = Duration.ofMillis(10).toNanos();

    private final Random random;
    private final List<LoadSnapshot> earlier = new ArrayList<>();
    private long at;
    int workers = 10;
    int depth;
    int busy;
    long processorNanos;

    Load(long seed) {
        random = new Random(seed);
    }

    /** Asks a policy after one period with so many jobs in and out, and obeys. */
    SizingDecision step(SizingPolicy policy, long arrivals, long completions) {
        at += PERIOD;
        LoadSnapshot now = new LoadSnapshot(
                at, PERIOD, depth, 1_000, workers, busy, 1, 100, arrivals, completions, 0, 4, processorNanos);
        SizingDecision decision =
                policy.decide(now, List.copyOf(earlier.subList(0, Math.min(earlier.size(), policy.memory()))));
        earlier.add(0, now);
        workers = Math.max(1, Math.min(decision.workers(), 100));
        return decision;
    }

    /** A period of a steady load without a backlog, by chance a little more or less. */
    SizingDecision steady(SizingPolicy policy, double perPeriod, double busyWorkers) {
        busy = Math.min(workers, (int) Math.round(busyWorkers + Math.sqrt(busyWorkers) * random.nextGaussian() / 2));
        busy = Math.max(0, busy);
        long jobs = Math.max(0, Math.round(perPeriod + Math.sqrt(perPeriod) * random.nextGaussian()));
        return step(policy, jobs, jobs);
    }

    LoadSnapshot last() {
        return earlier.get(0);
    }

    List<LoadSnapshot> before() {
        return List.copyOf(earlier.subList(1, earlier.size()));
    }
}
