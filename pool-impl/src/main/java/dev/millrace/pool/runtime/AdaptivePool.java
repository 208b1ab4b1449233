package dev.millrace.pool.runtime;

import static java.util.Objects.requireNonNull;

import dev.millrace.pool.Dispatch;
import dev.millrace.pool.DrainReport;
import dev.millrace.pool.LatencyRecorder;
import dev.millrace.pool.PoolConfig;
import dev.millrace.pool.PoolState;
import dev.millrace.pool.PoolStats;
import dev.millrace.pool.SizingRecord;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.admission.Admission;
import dev.millrace.pool.runtime.admission.Departures;
import dev.millrace.pool.runtime.admission.WaitingLine;
import dev.millrace.pool.runtime.control.ControllerThread;
import dev.millrace.pool.runtime.control.DecisionLog;
import dev.millrace.pool.runtime.control.Size;
import dev.millrace.pool.runtime.control.Sizer;
import dev.millrace.pool.runtime.dispatch.CooperativeDispatcher;
import dev.millrace.pool.runtime.dispatch.DedicatedDispatcher;
import dev.millrace.pool.runtime.dispatch.Dispatcher;
import dev.millrace.pool.runtime.dispatch.DispatcherThread;
import dev.millrace.pool.runtime.dispatch.DispatcherThreads;
import dev.millrace.pool.runtime.dispatch.Guide;
import dev.millrace.pool.runtime.idle.Idle;
import dev.millrace.pool.runtime.job.Batch;
import dev.millrace.pool.runtime.job.JobQueue;
import dev.millrace.pool.runtime.job.Stamped;
import dev.millrace.pool.runtime.lifecycle.Closing;
import dev.millrace.pool.runtime.lifecycle.Parts;
import dev.millrace.pool.runtime.seat.Seats;
import dev.millrace.pool.runtime.steal.Thief;
import dev.millrace.pool.runtime.worker.Crew;
import dev.millrace.pool.runtime.worker.Failures;
import dev.millrace.pool.runtime.worker.Surroundings;
import dev.millrace.pool.runtime.worker.Threads;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The pool that users hold: puts the parts together, and is the way in. */
final class AdaptivePool implements WorkerPool {
    private final PoolConfig config;
    private final JobQueue queue;
    private final Admission admission;
    private final Dispatcher dispatcher;
    private final Entrance entrance;
    private final Census census;
    private final Crew crew;
    private final Sizer sizer;
    private final DecisionLog decisions = new DecisionLog();
    private final DispatcherThreads dispatcherThreads = new DispatcherThreads();
    private final ControllerThread controller;
    private final Closing closing;
    private final Failures failures;
    private final @Nullable LatencyRecorder recorder;
    private final boolean sampled;
    private final long sampleMask;

    private AdaptivePool(PoolConfig config) {
        this.config = config;
        Threads threads = new Threads(config);
        failures = new Failures(config.name(), config.uncaughtHandler());
        recorder = Recorders.find(config, failures);
        sampled = recorder != null;
        sampleMask = config.latency().oneIn() - 1L;
        int groups = config.dispatch() instanceof Dispatch.Dedicated dedicated ? dedicated.dispatchers() : 1;
        Seats seats = new Seats(config.laneCapacity(), groups);
        Departures departures = new Departures(seats::started);
        admission = new Admission(config.queueCapacity(), departures);
        WaitingLine line = new WaitingLine(admission);
        queue = new JobQueue(config.queueCapacity());
        Idle idle = new Idle(seats::sleepers);
        Guide guide = new Guide(config.chunking());
        dispatcher = dispatcher(seats, idle, guide);
        census = new Census(admission, line, queue, seats, idle);
        Surroundings surroundings = new Surroundings(
                queue,
                seats,
                idle,
                dispatcher,
                new Thief(seats),
                guide,
                admission,
                line,
                failures,
                recorder,
                this::firstJob);
        crew = new Crew(surroundings, threads);
        sizer = new Sizer(
                new Size(config.minWorkers(), config.minWorkers(), config.maxWorkers()), crew::setTarget, decisions);
        controller = new ControllerThread(config.sizing(), sizer, census, threads, failures);
        closing = new Closing(
                new Parts(admission, departures, line, queue, seats, crew, dispatcherThreads, controller),
                threads,
                this::stats);
        entrance = new Entrance(
                config, admission, line, crew, failures, () -> closing.state().name());
        noteSlots();
        startThreads(threads);
    }

    private void noteSlots() {
        int capacity = config.queueCapacity();
        if (Integer.bitCount(capacity) != 1) {
            failures.note(() -> "queueCapacity " + capacity + " uses " + queue.slots() + " slots; " + capacity
                    + " stays the limit");
        }
    }

    static AdaptivePool start(PoolConfig config) {
        return new AdaptivePool(config);
    }

    private Dispatcher dispatcher(Seats seats, Idle workers, Guide guide) {
        if (!(config.dispatch() instanceof Dispatch.Dedicated dedicated)) {
            return new CooperativeDispatcher(queue, workers, seats, guide);
        }
        Idle dispatchers = new Idle(dispatcherThreads::sleepers);
        DedicatedDispatcher made = new DedicatedDispatcher(queue, seats, guide, dispatchers, workers);
        for (int group = 0; group < dedicated.dispatchers(); group++) {
            dispatcherThreads.add(new DispatcherThread(
                    made,
                    queue,
                    dispatchers,
                    group,
                    dedicated.dispatchers(),
                    admission::isDrained,
                    failure -> failures.ofPart("a dispatcher", failure)));
        }
        return made;
    }

    /** All threads of the least size, or none. */
    private void startThreads(Threads threads) {
        Throwable failure = crew.setTarget(config.minWorkers());
        if (failure == null) {
            try {
                dispatcherThreads.start(threads::make);
                return;
            } catch (Throwable thrown) {
                failure = thrown;
            }
        }
        closing.close(Duration.ZERO);
        throw new IllegalStateException(
                "pool '" + config.name() + "': a thread could not be started: " + failure, failure);
    }

    private void firstJob() {
        controller.arm();
    }

    @Override
    public String name() {
        return config.name();
    }

    // ---- the way in

    @Override
    public void execute(Runnable job) {
        requireNonNull(job, "job");
        probeStack();
        long position = admission.tryAdmit(1);
        if (position < 0) {
            position = entrance.insist(position, job);
        }
        if (position != Entrance.RAN) {
            publish(stampedIfSampled(job, position));
        }
    }

    @Override
    public boolean tryExecute(Runnable job) {
        requireNonNull(job, "job");
        probeStack();
        long position = admission.tryAdmit(1);
        if (entrance.refused(position, 1)) {
            return false;
        }
        publish(stampedIfSampled(job, position));
        return true;
    }

    @Override
    public void executeAll(Collection<? extends Runnable> jobs) {
        Object[] all = checked(jobs);
        if (all.length == 1) {
            execute((Runnable) all[0]);
        } else if (all.length > 1) {
            probeStack();
            Batch batch = new Batch(all);
            long position = admission.tryAdmit(all.length);
            if (position < 0) {
                position = entrance.insist(position, all);
            }
            if (position != Entrance.RAN) {
                publish(batch, all, position);
            }
        }
    }

    @Override
    public boolean tryExecuteAll(Collection<? extends Runnable> jobs) {
        Object[] all = checked(jobs);
        if (all.length <= 1) {
            return all.length == 0 || tryExecute((Runnable) all[0]);
        }
        probeStack();
        Batch batch = new Batch(all);
        long position = admission.tryAdmit(all.length);
        if (entrance.refused(position, all.length)) {
            return false;
        }
        publish(batch, all, position);
        return true;
    }

    /** The jobs in an array of the pool's own, in which a sampled job can be replaced by its envelope. */
    private Object[] checked(Collection<? extends Runnable> jobs) {
        Object[] all = requireNonNull(jobs, "jobs").toArray(new Object[0]);
        for (int i = 0; i < all.length; i++) {
            if (all[i] == null) {
                throw new NullPointerException("jobs[" + i + "]");
            }
        }
        if (all.length > config.queueCapacity()) {
            throw new IllegalArgumentException(
                    "jobs (" + all.length + ") must be <= queueCapacity (" + config.queueCapacity() + ")");
        }
        return all;
    }

    private static void probeStack() {
        if (Crew.isAnyWorker()) {
            StackProbe.check();
        }
    }

    private void publish(Object element) {
        queue.put(element);
        dispatcher.published();
    }

    private void publish(Batch batch, Object[] elements, long position) {
        if (sampled) {
            long first = (sampleMask - (position - 1 & sampleMask));
            for (long i = first; i < elements.length; i += sampleMask + 1) {
                elements[(int) i] = stampedIfSampled((Runnable) elements[(int) i], position + i);
            }
        }
        publish(batch);
        census.batchAccepted();
    }

    /** The job is accepted already: if there is no memory for the envelope, it goes without. */
    private Object stampedIfSampled(Runnable job, long position) {
        if (sampled && (position & sampleMask) == 0) {
            try {
                return new Stamped(job, System.nanoTime());
            } catch (OutOfMemoryError e) {
                return job;
            }
        }
        return job;
    }

    // ---- what it is and does

    @Override
    public void resize(int minWorkers, int maxWorkers) {
        config.checkWorkers(minWorkers, maxWorkers);
        if (admission.isClosed()) {
            throw new IllegalStateException("pool '" + config.name() + "' is closed");
        }
        sizer.bounds(minWorkers, maxWorkers);
        if (census.depth() > 0 || census.busy() > 0) {
            controller.arm();
        }
    }

    @Override
    public PoolStats stats() {
        return new PoolStats(
                config.name(),
                closing.state(),
                census.jobs(entrance, closing.handedBack()),
                census.tiers(),
                census.workers(sizer.size(), crew),
                census.flow(decisions));
    }

    @Override
    public String explain() {
        return Explanation.of(config, stats(), decisions(), recorder);
    }

    @Override
    public List<SizingRecord> decisions() {
        return decisions.records();
    }

    @Override
    public Optional<LatencyRecorder> latency() {
        return Optional.ofNullable(recorder);
    }

    @Override
    public PoolState state() {
        return closing.state();
    }

    @Override
    public void close() {
        DrainReport report = close(config.closeDeadline());
        if (!report.complete() && report.stats().state() == PoolState.TERMINATED) {
            failures.warn(report::toString);
        }
    }

    @Override
    public DrainReport close(Duration deadline) {
        requireNonNull(deadline, "deadline");
        if (deadline.isNegative()) {
            throw new IllegalArgumentException("deadline must be >= 0, was " + deadline);
        }
        return closing.close(deadline);
    }
}
