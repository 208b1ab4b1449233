package dev.millrace.pool.runtime.jfr;

import dev.millrace.pool.LoadSnapshot;
import dev.millrace.pool.SizingRecord;
import dev.millrace.pool.SloStatus;
import dev.millrace.pool.StuckJob;
import dev.millrace.pool.WorkerDeath;
import dev.millrace.pool.runtime.stats.Refusal;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** Fills the events of one pool, where Flight Recorder is. */
final class Recorded implements Flight {
    /** Only asked whether its event is recorded: so that telling a flush that is not makes no object. */
    private static final BatchFlushEvent FLUSH = new BatchFlushEvent();

    private static final int FRAMES = 32;

    private final String pool;
    private final RejectionTally rejections;
    /** What others hold weakly lives as long as this. */
    private final List<Look> looks = new CopyOnWriteArrayList<>();

    Recorded(String pool) {
        this.pool = pool;
        this.rejections = new RejectionTally(pool);
        Looks.REJECTIONS.add(rejections);
    }

    @Override
    public void watchSteals(StealGauge gauge) {
        Look bursts = new StealBursts(pool, gauge, System.nanoTime());
        looks.add(bursts);
        Looks.STEALS.add(bursts);
    }

    @Override
    public void rejected(Refusal reason, int jobs) {
        rejections.add(reason, jobs);
    }

    @Override
    public void resized(SizingRecord record) {
        ResizeEvent event = new ResizeEvent();
        if (event.isEnabled()) {
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
        StuckJobEvent event = new StuckJobEvent();
        if (event.isEnabled()) {
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
        WorkerDeathEvent event = new WorkerDeathEvent();
        if (event.isEnabled()) {
            event.pool = pool;
            event.worker = death.worker();
            event.cause = death.cause();
            event.commit();
        }
    }

    @Override
    public void slo(SloStatus status) {
        SloStateEvent event = new SloStateEvent();
        if (event.isEnabled()) {
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
        if (FLUSH.isEnabled()) {
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
