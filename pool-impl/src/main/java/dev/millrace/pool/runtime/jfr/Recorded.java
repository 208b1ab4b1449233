package dev.millrace.pool.runtime.jfr;

import dev.millrace.pool.LoadSnapshot;
import dev.millrace.pool.SizingRecord;
import dev.millrace.pool.SloStatus;
import dev.millrace.pool.StuckJob;
import dev.millrace.pool.WorkerDeath;
import dev.millrace.pool.runtime.stats.Refusal;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Fills the events of one pool, where Flight Recorder is. */
final class Recorded implements Flight {
    private static final int FRAMES = 32;

    private final String pool;
    private final RejectionTally rejections;
    /** What others hold weakly lives as long as this. Set once, by whoever is first, under the monitor; read by workers that found work. */
    private volatile @Nullable Look bursts;

    Recorded(String pool) {
        this.pool = pool;
        this.rejections = new RejectionTally(pool);
    }

    @Override
    public void atWork(StealGauge gauge) {
        if (bursts == null && Probes.recordsSteals()) {
            watchSteals(gauge);
        }
    }

    private synchronized void watchSteals(StealGauge gauge) {
        if (bursts == null) {
            Look first = new StealBursts(pool, gauge, System.nanoTime());
            Looks.STEALS.add(first);
            bursts = first;
        }
    }

    @Override
    public void rejected(Refusal reason, int jobs) {
        rejections.add(reason, jobs);
    }

    @Override
    public void resized(SizingRecord record) {
        ResizeEvent event = Probes.anyRecording() ? new ResizeEvent() : null;
        if (event != null && event.isEnabled()) {
            event.pool = pool;
            event.cause = record.cause().name();
            event.from = record.from();
            event.to = record.to();
            event.reason = record.reason();
            LoadSnapshot load = record.load();
            event.depth = load == null ? -1 : load.depth();
            event.capacity = load == null ? -1 : load.capacity();
            event.busy = load == null ? -1 : load.busy();
            event.meanRun = load == null ? 0 : load.meanRunNanos();
            event.commit();
        }
    }

    @Override
    public void stuck(StuckJob job, boolean ended) {
        StuckJobEvent event = Probes.anyRecording() ? new StuckJobEvent() : null;
        if (event != null && event.isEnabled()) {
            event.pool = pool;
            event.worker = job.worker();
            event.job = job.job();
            event.age = job.age().toNanos();
            event.ended = ended;
            event.interrupted = job.interrupted();
            event.stack = job.stack().stream()
                    .limit(FRAMES)
                    .map(StackTraceElement::toString)
                    .collect(Collectors.joining("\n"));
            event.commit();
        }
    }

    @Override
    public void died(WorkerDeath death) {
        WorkerDeathEvent event = Probes.anyRecording() ? new WorkerDeathEvent() : null;
        if (event != null && event.isEnabled()) {
            event.pool = pool;
            event.worker = death.worker();
            event.cause = death.cause();
            event.commit();
        }
    }

    @Override
    public void slo(SloStatus status) {
        SloStateEvent event = Probes.anyRecording() ? new SloStateEvent() : null;
        if (event != null && event.isEnabled()) {
            event.pool = pool;
            event.objective = status.slo().name();
            event.state = status.state().name();
            event.good = status.good();
            event.target = status.slo().target();
            event.events = status.events();
            event.burnRate = status.burnRate();
            event.shortBurnRate = status.shortBurnRate();
            event.shedding = status.shedding();
            event.commit();
        }
    }

    /** The jobs are published: no memory for an event is no error of their submitter. */
    @Override
    public void flushed(int jobs, long oldestNanos, FlushCause cause) {
        if (Probes.recordsFlushes()) {
            try {
                flush(jobs, oldestNanos == 0 ? 0 : System.nanoTime() - oldestNanos, cause);
            } catch (OutOfMemoryError untold) {
                // what is told next says nothing of this one
            }
        }
    }

    private void flush(int jobs, long heldNanos, FlushCause cause) {
        BatchFlushEvent event = new BatchFlushEvent();
        event.pool = pool;
        event.jobs = jobs;
        event.cause = cause.name();
        event.heldBack = heldNanos;
        event.commit();
    }
}
