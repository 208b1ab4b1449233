package dev.millrace.pool.runtime;

import dev.millrace.pool.KeyLoad;
import dev.millrace.pool.LatencyRecorder;
import dev.millrace.pool.ObservablePool;
import dev.millrace.pool.PoolConfig;
import dev.millrace.pool.PoolExplanation;
import dev.millrace.pool.PoolState;
import dev.millrace.pool.PoolStats;
import dev.millrace.pool.QuarantinedJob;
import dev.millrace.pool.SizingRecord;
import dev.millrace.pool.SloStatus;
import dev.millrace.pool.StealCount;
import dev.millrace.pool.StuckJob;
import dev.millrace.pool.WorkerSnapshot;
import dev.millrace.pool.runtime.control.Shadow;
import dev.millrace.pool.runtime.explain.Explanation;
import dev.millrace.pool.runtime.strand.Hottest;
import dev.millrace.pool.runtime.worker.Lives;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What the pool tells of itself: each question, and the part that knows the answer. */
abstract class Observation extends FanVerbs implements ObservablePool {
    private final PoolConfig config;

    Observation(PoolConfig config, @Nullable Lives lives) {
        super(config, lives);
        this.config = config;
    }

    @Override
    public final String name() {
        return config.name();
    }

    @Override
    public final PoolState state() {
        return engine.closing.state();
    }

    @Override
    public final boolean isPaused() {
        return engine.pause.isOn();
    }

    @Override
    public final PoolStats stats() {
        return engine.stats();
    }

    @Override
    public final List<WorkerSnapshot> workers() {
        return engine.muster.workers();
    }

    @Override
    public final List<StealCount> steals() {
        return engine.steals.counts();
    }

    @Override
    public final String explain() {
        return Explanation.of(config, explanation(), engine.recorder);
    }

    @Override
    public final PoolExplanation explanation() {
        PoolStats stats = stats();
        Shadow.Report shadow = engine.controller.shadow().report();
        Hottest keys = engine.keys.hottest();
        OptionalLong nextNanos = engine.crew.nextBeginsNanos();
        return new PoolExplanation(
                stats,
                isPaused(),
                engine.controller.policy(),
                shadow.policy(),
                decisions(),
                shadow.records(),
                workers(),
                stuckJobs(),
                slos(),
                engine.waits.lines(),
                keys.keys(),
                quarantine(),
                keys.active(),
                keys.waiting(),
                shadow.decisions(),
                shadow.differed(),
                nextNanos.isPresent() ? Duration.ofNanos(nextNanos.getAsLong()) : null);
    }

    @Override
    public final List<SizingRecord> decisions() {
        return engine.decisions.records();
    }

    @Override
    public final List<SizingRecord> shadowDecisions() {
        return engine.controller.shadow().report().records();
    }

    @Override
    public final List<StuckJob> stuckJobs() {
        return engine.stuck.jobs();
    }

    @Override
    public final List<SloStatus> slos() {
        return engine.slos.statuses(System.nanoTime());
    }

    @Override
    public final List<KeyLoad> hotKeys() {
        return engine.keys.hottest().keys();
    }

    @Override
    public final List<QuarantinedJob> quarantine() {
        return engine.quarantine.jobs();
    }

    @Override
    public final Optional<LatencyRecorder> latency() {
        return Optional.ofNullable(engine.recorder);
    }
}
