package dev.millrace.pool.metrics.status;

import dev.millrace.pool.KeyLoad;
import dev.millrace.pool.LatencyRecorder;
import dev.millrace.pool.LoadSnapshot;
import dev.millrace.pool.ObservablePool;
import dev.millrace.pool.PoolExplanation;
import dev.millrace.pool.PoolState;
import dev.millrace.pool.PoolStats;
import dev.millrace.pool.QuarantinedJob;
import dev.millrace.pool.Series;
import dev.millrace.pool.SizingPolicy;
import dev.millrace.pool.SizingRecord;
import dev.millrace.pool.Slo;
import dev.millrace.pool.SloState;
import dev.millrace.pool.SloStatus;
import dev.millrace.pool.StealCount;
import dev.millrace.pool.StuckJob;
import dev.millrace.pool.WorkerSnapshot;
import dev.millrace.pool.WorkerSnapshot.Activity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** A pool that only tells: of a bad hour with everything that can be told, or of nothing. What it tells can be changed while it is watched. */
class FakePool implements ObservablePool {
    static final String EVIL = "<script>document.title='owned'</script>\r\nINFO forged \u202e ${jndi:ldap://x}";

    /** Asked for statistics so often. */
    final AtomicLong asked = new AtomicLong();

    volatile PoolState state = PoolState.RUNNING;
    volatile RuntimeException trouble;
    volatile List<StuckJob> stuck = List.of();
    volatile List<WorkerSnapshot> workers = List.of();
    volatile List<StealCount> steals = List.of();
    volatile List<SloStatus> slos = List.of();
    volatile List<SizingRecord> decisions = List.of();
    volatile List<SizingRecord> shadowDecisions = List.of();
    volatile List<String> waits = List.of();
    volatile List<KeyLoad> hotKeys = List.of();
    volatile List<QuarantinedJob> quarantine = List.of();
    volatile SizingPolicy shadow;
    volatile PoolStats.Jobs jobs = new PoolStats.Jobs(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    volatile int depth;
    volatile int busy;

    private final String name;

    FakePool(String name) {
        this.name = name;
    }

    /** 16 workers, two of them stuck; and all that goes with it. */
    static FakePool inTrouble(String name) {
        FakePool pool = new FakePool(name);
        Instant now = Instant.now();
        pool.jobs = new PoolStats.Jobs(1_204_883, 1_203_679, 1_198_402, 4_266, 311, 97, 603, 0, 1_250, 12);
        pool.depth = 1_204;
        pool.busy = 11;
        pool.workers = crew();
        pool.stuck = List.of(
                stuck("millrace-" + name + "-3", EVIL, now.minusSeconds(245)),
                stuck("millrace-" + name + "-9", "dev.shop.Thumbnails.resize", now.minusSeconds(71)));
        List<StealCount> steals = new ArrayList<>();
        for (int thief = 0; thief < 16; thief++) {
            for (int victim = 0; victim < 16; victim++) {
                int weight = (thief * 7 + victim * 13) % 11;
                if (thief != victim && weight > 4) {
                    steals.add(new StealCount(
                            thief, victim, weight, (long) weight * weight * 7 + (victim == 3 ? 4_000 : 0)));
                }
            }
        }
        pool.steals = steals;
        pool.slos = List.of(
                slo(Slo.p99(Series.TOTAL, Duration.ofSeconds(1)), SloState.BREACHED, 0.9812, 14.4, 22.5, now),
                slo(Slo.depthBelow(0.5, 0.99).shedding(), SloState.WARNING, 0.99312, 1.21, 6.3, now),
                slo(Slo.errorsBelow(0.001), SloState.OK, 0.99989, 0.11, 0.02, now));
        List<SizingRecord> decisions = new ArrayList<>();
        List<SizingRecord> shadowed = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            Instant at = now.minusSeconds(5L * (24 - i));
            int from = 4 + i / 2;
            decisions.add(new SizingRecord(
                    at,
                    SizingRecord.Cause.POLICY,
                    from,
                    from + i % 2,
                    i % 2 == 0 ? "depth 0.42 is between 0.10 and 0.80" : "depth 0.86 is above 0.80 for 1 look",
                    new LoadSnapshot(0, 5_000_000_000L, 4_300, 10_000, from, from, 2, 32, 40_000, 39_000, 480_000, 8)));
            shadowed.add(new SizingRecord(
                    at.plusMillis(1),
                    SizingRecord.Cause.POLICY,
                    from,
                    from + 3,
                    "8,000 jobs/s x 0.48 ms, and a backlog",
                    null));
        }
        pool.decisions = decisions;
        pool.shadowDecisions = shadowed;
        pool.shadow = new Named("demand()");
        pool.waits = List.of("'render page' on millrace-" + name + "-5 waits for 'load fonts', which is queued");
        pool.hotKeys = List.of(new KeyLoad("customer-4711", 611, 0.507), new KeyLoad(EVIL, 80, 0.066));
        pool.quarantine = List.of(new QuarantinedJob(
                "parse archive.zip",
                List.of(new QuarantinedJob.Death(
                        now.minusSeconds(900), "millrace-" + name + "-2", "StackOverflowError")),
                17));
        return pool;
    }

    private static List<WorkerSnapshot> crew() {
        List<WorkerSnapshot> crew = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            Activity activity = i == 3 || i == 9
                    ? Activity.STUCK
                    : i == 5
                            ? Activity.WAITING
                            : i < 11 ? Activity.RUNNING : i == 11 ? Activity.SEARCHING : Activity.SLEEPING;
            Duration age = i == 3
                    ? Duration.ofSeconds(245)
                    : i == 9 ? Duration.ofSeconds(71) : i < 11 ? Duration.ofMillis(3 + 11L * i) : Duration.ZERO;
            crew.add(
                    new WorkerSnapshot(i, "millrace-images-" + i, activity, i * 37 % 64, i % 4, 75_000 + 31L * i, age));
        }
        return crew;
    }

    private static StuckJob stuck(String worker, String job, Instant since) {
        List<StackTraceElement> stack = new ArrayList<>();
        stack.add(new StackTraceElement("java.net.SocketInputStream", "socketRead0", "SocketInputStream.java", -2));
        for (int i = 0; i < 8; i++) {
            stack.add(new StackTraceElement("dev.shop.images.Thumbnails", "step" + i, "Thumbnails.java", 40 + i));
        }
        return new StuckJob(worker, job, since, Duration.between(since, Instant.now()), stack, true);
    }

    private static SloStatus slo(Slo slo, SloState state, double good, double burn, double lately, Instant now) {
        return new SloStatus(slo, state, good, 1_198_402, burn, lately, now.minusSeconds(312), slo.sheds());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public PoolState state() {
        return state;
    }

    @Override
    public boolean isPaused() {
        return false;
    }

    @Override
    public PoolStats stats() {
        asked.incrementAndGet();
        RuntimeException thrown = trouble;
        if (thrown != null) {
            throw thrown;
        }
        int live = Math.max(2, workers.size());
        return new PoolStats(
                name,
                state,
                jobs,
                new PoolStats.Depth(depth, 10_000, depth / 2, depth / 3, depth / 7, 0, depth > 1_000 ? 3 : 0),
                new PoolStats.Workers(
                        live,
                        2,
                        32,
                        live,
                        busy,
                        1,
                        live - busy - 1,
                        live,
                        1,
                        1,
                        1,
                        false,
                        stuck.size(),
                        1,
                        stuck.size()),
                new PoolStats.Flow(12, 48_213, 1_203_679, 410_552, 90_311, 51_007, 220_418, 12_007, 12_003, 12),
                new PoolStats.Fans(55_102, 3, 2, 118, 128),
                new PoolStats.Rejections(1_000, 200, 7, 3, 11, 17, 12),
                new PoolStats.Resizes(10, 1, 1, 0));
    }

    @Override
    public List<WorkerSnapshot> workers() {
        return workers;
    }

    @Override
    public List<StealCount> steals() {
        return steals;
    }

    @Override
    public String explain() {
        return "pool " + name + " explains itself\n";
    }

    @Override
    public PoolExplanation explanation() {
        return new PoolExplanation(
                stats(),
                false,
                new Named("thresholds()"),
                shadow,
                decisions,
                shadowDecisions,
                workers,
                stuck,
                slos,
                waits,
                hotKeys,
                quarantine,
                9,
                701,
                40,
                12,
                null);
    }

    @Override
    public List<SizingRecord> decisions() {
        return decisions;
    }

    @Override
    public List<SizingRecord> shadowDecisions() {
        return shadowDecisions;
    }

    @Override
    public List<StuckJob> stuckJobs() {
        return stuck;
    }

    @Override
    public List<SloStatus> slos() {
        return slos;
    }

    @Override
    public List<KeyLoad> hotKeys() {
        return hotKeys;
    }

    @Override
    public List<QuarantinedJob> quarantine() {
        return quarantine;
    }

    @Override
    public Optional<LatencyRecorder> latency() {
        return Optional.empty();
    }

    /** A policy by its words. */
    private record Named(String words) implements SizingPolicy {
        @Override
        public dev.millrace.pool.SizingDecision decide(LoadSnapshot now, List<LoadSnapshot> earlier) {
            return new dev.millrace.pool.SizingDecision(now.workers(), words);
        }

        @Override
        public String toString() {
            return words;
        }
    }
}
