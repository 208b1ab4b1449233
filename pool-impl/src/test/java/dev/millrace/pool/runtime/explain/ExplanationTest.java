package dev.millrace.pool.runtime.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.KeyLoad;
import dev.millrace.pool.LatencyRecorder;
import dev.millrace.pool.LatencySampling;
import dev.millrace.pool.LoadSnapshot;
import dev.millrace.pool.PoolConfig;
import dev.millrace.pool.PoolExplanation;
import dev.millrace.pool.PoolState;
import dev.millrace.pool.PoolStats;
import dev.millrace.pool.QuarantinedJob;
import dev.millrace.pool.Series;
import dev.millrace.pool.SizingPolicy;
import dev.millrace.pool.SizingRecord;
import dev.millrace.pool.SizingRecord.Cause;
import dev.millrace.pool.Slo;
import dev.millrace.pool.SloState;
import dev.millrace.pool.SloStatus;
import dev.millrace.pool.StuckJob;
import dev.millrace.pool.WorkerPool;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Each line of the text, from data. */
class ExplanationTest {
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
    private static final LoadSnapshot LOAD =
            new LoadSnapshot(0, 5_000_000_000L, 900, 1_000, 4, 3, 1, 8, 1_234, 1_200, 5_678, 2);

    private PoolState state = PoolState.RUNNING;
    private boolean paused;
    private PoolStats.Jobs jobs = new PoolStats.Jobs(1_000, 990, 980, 5, 0, 0, 0, 0, 0, 7);
    private PoolStats.Workers workers = new PoolStats.Workers(4, 1, 8, 4, 3, 1, 0, 4, 0, 2, 1, false, 0, 0, 0);
    private PoolStats.Fans fans = new PoolStats.Fans(0, 0, 0, 0, 0);
    private PoolStats.Rejections rejections = PoolStats.Rejections.NONE;
    private SizingPolicy shadow;
    private List<SizingRecord> decisions = List.of();
    private List<SizingRecord> shadowDecisions = List.of();
    private List<StuckJob> stuck = List.of();
    private List<SloStatus> slos = List.of();
    private List<String> waits = List.of();
    private List<KeyLoad> keys = List.of();
    private List<QuarantinedJob> quarantine = List.of();
    private Duration nextWorkerIn;
    private LatencySampling latency = LatencySampling.SAMPLED;
    private LatencyRecorder recorder;

    private List<String> lines() {
        PoolConfig config = WorkerPool.builder("words")
                .workers(1, 8)
                .queueCapacity(1_000)
                .latency(latency)
                .config();
        PoolStats stats = new PoolStats(
                "words",
                state,
                jobs,
                new PoolStats.Depth(1_010, 2_000, 900, 60, 40, 10, 3),
                workers,
                new PoolStats.Flow(11, 100, 250, 44, 80, 33, 1_055, 12, 13, 2),
                fans,
                rejections,
                PoolStats.Resizes.NONE);
        PoolExplanation data = new PoolExplanation(
                stats,
                paused,
                SizingPolicy.fixed(),
                shadow,
                decisions,
                shadowDecisions,
                List.of(),
                stuck,
                slos,
                waits,
                keys,
                quarantine,
                5,
                1_600,
                17,
                3,
                nextWorkerIn);
        return Explanation.of(config, data, recorder).lines().toList();
    }

    private static SizingRecord record(Cause cause, int from, int to, String reason, LoadSnapshot load) {
        return new SizingRecord(NOON, cause, from, to, reason, load);
    }

    /** Where there is nothing to tell of, nothing is told. */
    @Test
    void shouldTellOfAPoolInWhichNothingIsAmiss() {
        assertThat(lines())
                .containsExactly(
                        "pool 'words' RUNNING",
                        "workers  4 of 1..8 wanted, 4 live: 3 busy, 1 searching, 0 asleep; 2 died, 1 restarted",
                        "         cooperative(), sizing fixed(), when full block()",
                        "depth    1,010 of 2,000: queue 900, lanes 60, chunks 40, batches 10; 3 submitters wait",
                        "jobs     accepted 1,000, completed 980, failed 5, handed back 0; rejected 0, run by callers 7",
                        "flow     mean chunk 2.5, through lanes 44, steals 33 of 80 looks (1,055 jobs), parks 12, wakes 13",
                        "latency  not recorded: add dev.millrace:pool-metrics",
                        "size     no decision yet");
    }

    @Test
    void shouldTellOfAPauseAndOfTheState() {
        paused = true;
        state = PoolState.DRAINING;

        assertThat(lines()).startsWith("pool 'words' DRAINING, paused");
    }

    @Test
    void shouldTellWhenACrashLoopGoesOn() {
        workers = new PoolStats.Workers(4, 1, 8, 3, 3, 0, 0, 3, 0, 9, 5, true, 0, 0, 0);
        assertThat(lines().get(1)).endsWith("9 died, 5 restarted; crash loop");

        nextWorkerIn = Duration.ofMillis(1_600);
        assertThat(lines().get(1)).endsWith("9 died, 5 restarted; crash loop: the next begins in 1.6 s");
    }

    @Test
    void shouldTellWhoWaits() {
        waits = List.of("a waits for b", "b waits for a");

        assertThat(lines()).containsSequence("waits    a waits for b", "waits    b waits for a");
    }

    @Test
    void shouldTellHowObjectivesStand() {
        Slo slo = Slo.p99(Series.TOTAL, Duration.ofSeconds(1));
        Slo depth = Slo.depthBelow(0.5, 0.9999);
        slos = List.of(
                new SloStatus(slo, SloState.WARNING, 0.9931, 12_345, 0.69, 3.14, NOON, false),
                new SloStatus(depth, SloState.BREACHED, 0.99989999, 3_600_000, 1.04, 0, NOON, true));

        assertThat(lines())
                .containsSequence(
                        "slo      latency WARNING since 2026-01-02T12:00:00Z: 99.31 % of 12,345 jobs good, target 99 %: "
                                + slo.objective() + " over PT1H; burn 0.7, of late 3.1",
                        "slo      depth BREACHED since 2026-01-02T12:00:00Z: 99.9899 % of 3,600,000 ms good, target 99.99 %: "
                                + depth.objective() + " over PT1H; burn 1.0, of late 0.0; sheds load");
    }

    @Test
    void shouldNameStuckJobs() {
        workers = new PoolStats.Workers(4, 1, 8, 4, 3, 1, 0, 4, 0, 0, 0, false, 1, 2, 17);
        StackTraceElement[] frames = new StackTraceElement[5];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = new StackTraceElement("a.B", "c" + i, "B.java", 10 + i);
        }
        stuck = List.of(
                new StuckJob("millrace-words-1", "fetch\nit", NOON, Duration.ofMillis(61_250), List.of(frames), true));

        assertThat(lines())
                .containsSequence(
                        "stuck    1 jobs now, 17 ever; spare workers asked for: 2",
                        "         'fetch?it' on millrace-words-1 for 61.3 s, since 2026-01-02T12:00:00Z, interrupted",
                        "           at a.B.c0(B.java:10)",
                        "           at a.B.c1(B.java:11)",
                        "           at a.B.c2(B.java:12)",
                        "depth    1,010 of 2,000: queue 900, lanes 60, chunks 40, batches 10; 3 submitters wait");
    }

    @Test
    void shouldNameNoMoreStuckJobsThanOneReads() {
        List<StuckJob> many = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            many.add(new StuckJob("w" + i, "job", NOON, Duration.ofSeconds(1), List.of(), false));
        }
        stuck = many;

        assertThat(lines()).filteredOn(line -> line.contains("'job' on w")).hasSize(8);
        assertThat(lines()).contains("         and 56 more");
    }

    @Test
    void shouldRememberThatJobsWereStuck() {
        workers = new PoolStats.Workers(4, 1, 8, 4, 3, 1, 0, 4, 0, 0, 0, false, 0, 0, 2);

        assertThat(lines()).contains("stuck    0 jobs now, 2 ever; spare workers asked for: 0");
    }

    @Test
    void shouldTellOfQuarantine() {
        quarantine = List.of(new QuarantinedJob(
                "bad", List.of(new QuarantinedJob.Death(NOON, "millrace-words-1", "java.lang.ThreadDeath")), 1));

        assertThat(lines())
                .containsSequence(
                        "job      one 'bad' is quarantined, refused once since; it ended the worker or handler that ran it",
                        "         millrace-words-1 at 2026-01-02T12:00:00Z, by java.lang.ThreadDeath");
    }

    @Test
    void shouldNameTheHottestKey() {
        keys = List.of(new KeyLoad("hot", 1_500, 0.75), new KeyLoad("cool", 100, 0.05));

        assertThat(lines())
                .contains("keys     5 active, 1,600 jobs wait; hottest 'hot': 1,500, 75 % of the depth")
                .noneMatch(line -> line.contains("cool"));
    }

    @Test
    void shouldTellHowJobsEndedThatNeverStarted() {
        jobs = new PoolStats.Jobs(1_000, 990, 980, 5, 1, 2, 3, 0, 0, 0);

        assertThat(lines()).contains("         never started: cancelled 1, expired 2, dropped 3");
    }

    @Test
    void shouldTellWhyJobsWereRejected() {
        rejections = new PoolStats.Rejections(1_000, 2, 3, 4, 5, 6, 7);
        assertThat(lines())
                .contains(
                        "         rejected: full 1,000, full for too long 2, interrupted 3, closed 4, hopeless 5, quarantined 6, shed 7");

        rejections = new PoolStats.Rejections(0, 0, 0, 0, 0, 0, 8);
        assertThat(lines()).contains("         rejected: shed 8");
    }

    @Test
    void shouldTellOfFanOuts() {
        fans = new PoolStats.Fans(910, 100, 1, 5, 8);

        assertThat(lines())
                .contains(
                        "fan-outs completed 910, failed 100 (in turns, which are the jobs above); 1 open, 5 results wait for their consumers");
    }

    @Test
    void shouldTellTheLastDecisionsWithTheirInputs() {
        List<SizingRecord> many = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            many.add(record(Cause.HAND, i, i + 1, "resize " + i, null));
        }
        many.add(record(Cause.POLICY, 4, 5, "depth 0.90 is above 0.80", LOAD));
        decisions = many;

        assertThat(lines())
                .containsSequence(
                        "size     2026-01-02T12:00:00Z HAND 9 -> 10: resize 9",
                        "size     2026-01-02T12:00:00Z POLICY 4 -> 5: depth 0.90 is above 0.80",
                        "         depth 900 of 1,000, busy 3 of 4, 1,234 in and 1,200 done in 5.0 s, mean run 5,678 ns");
        assertThat(lines()).filteredOn(line -> line.startsWith("size ")).hasSize(8);
    }

    @Test
    void shouldTellWhatTheShadowWants() {
        shadow = SizingPolicy.thresholds();
        shadowDecisions = List.of(
                record(Cause.POLICY, 4, 4, "stay", LOAD),
                record(Cause.POLICY, 4, 7, "depth 0.90 is above 0.50", LOAD),
                record(Cause.HAND, 4, 4, "shadow(the same)", null));

        assertThat(lines())
                .endsWith(
                        "shadow   " + shadow + " wanted another size in 3 of 17 decisions",
                        "         2026-01-02T12:00:00Z POLICY 4 -> 7: depth 0.90 is above 0.50",
                        "         depth 900 of 1,000, busy 3 of 4, 1,234 in and 1,200 done in 5.0 s, mean run 5,678 ns");
    }

    @Test
    void shouldTellWhyThereIsNoLatency() {
        latency = LatencySampling.OFF;

        assertThat(lines()).contains("latency  not recorded: latency(LatencySampling.OFF)");
    }

    @Test
    void shouldTellWhatTheRecorderSaysOrThatItFailed() {
        recorder = new Recorder(() -> "wait p99 1\nrun p99 2");
        assertThat(lines()).containsSequence("latency  wait p99 1", "latency  run p99 2");

        recorder = new Recorder(() -> {
            throw new IllegalStateException("no memory of it");
        });
        assertThat(lines())
                .contains("latency  the recorder failed: java.lang.IllegalStateException: no memory of it")
                .endsWith("size     no decision yet");
    }

    private record Recorder(Supplier<String> said) implements LatencyRecorder {
        @Override
        public Writer writer(int worker) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String summary() {
            return said.get();
        }
    }
}
