package dev.millrace.pool.runtime;

import dev.millrace.pool.Dispatch;
import dev.millrace.pool.LatencyRecorder;
import dev.millrace.pool.PoolConfig;
import dev.millrace.pool.PoolStats;
import dev.millrace.pool.WhenFull;
import dev.millrace.pool.runtime.admission.Admission;
import dev.millrace.pool.runtime.admission.Departures;
import dev.millrace.pool.runtime.admission.WaitingLine;
import dev.millrace.pool.runtime.control.ControllerThread;
import dev.millrace.pool.runtime.control.DecisionLog;
import dev.millrace.pool.runtime.control.Shadow;
import dev.millrace.pool.runtime.control.Size;
import dev.millrace.pool.runtime.control.Sizer;
import dev.millrace.pool.runtime.dispatch.CooperativeDispatcher;
import dev.millrace.pool.runtime.dispatch.DedicatedDispatcher;
import dev.millrace.pool.runtime.dispatch.Dispatcher;
import dev.millrace.pool.runtime.dispatch.DispatcherThread;
import dev.millrace.pool.runtime.dispatch.DispatcherThreads;
import dev.millrace.pool.runtime.dispatch.Guide;
import dev.millrace.pool.runtime.events.Courier;
import dev.millrace.pool.runtime.events.Events;
import dev.millrace.pool.runtime.explain.Names;
import dev.millrace.pool.runtime.fan.Fans;
import dev.millrace.pool.runtime.fan.LateCalls;
import dev.millrace.pool.runtime.idle.Idle;
import dev.millrace.pool.runtime.jfr.Flight;
import dev.millrace.pool.runtime.job.Envelopes;
import dev.millrace.pool.runtime.job.JobQueue;
import dev.millrace.pool.runtime.lifecycle.Closing;
import dev.millrace.pool.runtime.lifecycle.Parts;
import dev.millrace.pool.runtime.seat.Seats;
import dev.millrace.pool.runtime.slo.SloLookout;
import dev.millrace.pool.runtime.steal.Steals;
import dev.millrace.pool.runtime.steal.Thief;
import dev.millrace.pool.runtime.strand.Strands;
import dev.millrace.pool.runtime.watch.Lookout;
import dev.millrace.pool.runtime.watch.StuckJobWatch;
import dev.millrace.pool.runtime.watch.Watch;
import dev.millrace.pool.runtime.worker.Actions;
import dev.millrace.pool.runtime.worker.Alarms;
import dev.millrace.pool.runtime.worker.Attention;
import dev.millrace.pool.runtime.worker.Crew;
import dev.millrace.pool.runtime.worker.Custodian;
import dev.millrace.pool.runtime.worker.Failures;
import dev.millrace.pool.runtime.worker.Lives;
import dev.millrace.pool.runtime.worker.Pause;
import dev.millrace.pool.runtime.worker.Quarantine;
import dev.millrace.pool.runtime.worker.Surroundings;
import dev.millrace.pool.runtime.worker.ThreadLocals;
import dev.millrace.pool.runtime.worker.Threads;
import dev.millrace.pool.runtime.worker.Waits;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes the parts of a pool and puts them together. It does nothing itself. */
final class Engine {
    final PoolConfig config;
    final Failures failures;
    final Courier courier;
    final Flight flight;
    final Events events;
    final @Nullable LatencyRecorder recorder;
    final JobQueue queue;
    final Admission admission;
    final WaitingLine line;
    final Idle idle;
    final Waits waits;
    final Quarantine quarantine;
    final Custodian custodian;
    final Alarms alarms;
    final Attention attention = new Attention();
    final Pause pause = new Pause(attention);
    final Crew crew;
    final DecisionLog decisions;
    final Sizer sizer;
    final ControllerThread controller;
    final SloLookout slos;
    final StuckJobWatch stuck;
    final Watch watch;
    final Steals steals = new Steals();
    final Muster muster;
    final Census census;
    final Batchers batchers = new Batchers();
    final Fans fans = new Fans();
    final LateCalls lateCalls;
    final Entrance entrance;
    final Publisher publisher;
    final Submission submission;
    final Handles handles;
    final Keys keys;
    final Closing closing;
    private final DispatcherThreads dispatcherThreads = new DispatcherThreads();

    /** @param lives what each worker has with it, or null */
    Engine(PoolConfig config, @Nullable Lives lives) {
        this.config = config;
        Threads threads = new Threads(config);
        failures = new Failures(config.name(), config.uncaughtHandler());
        courier = new Courier(runnable -> threads.own(runnable, "listeners"), failures::tell);
        flight = Flight.of(config.name());
        events = new Events(flight, config.listeners(), courier, failures::ofPart);
        recorder = Recorders.find(config, failures);
        SloEvidence.require(config, recorder);
        Actions actions = new Actions(threads, failures);
        alarms = new Alarms(threads, actions);
        Seats seats = new Seats(config.laneCapacity(), groups(config));
        Departures departures = new Departures(seats::started);
        admission = new Admission(config.queueCapacity(), departures);
        line = new WaitingLine(admission);
        queue = new JobQueue(
                config.queueCapacity(), config.priorityShares(), config.whenFull() instanceof WhenFull.DropOldest);
        idle = new Idle(seats::sleepers);
        lateCalls = new LateCalls(() -> idle.wakeOne(null));
        Guide guide = new Guide(config.chunking());
        Dispatcher dispatcher = dispatcher(seats, guide);
        waits = new Waits(idle, seats, () -> !pause.isOn() && admission.depth() > 0, failures);
        quarantine = new Quarantine(config.name(), config.quarantineAfter(), attention);
        custodian =
                new Custodian(config.name(), admission, departures, line, idle, actions, waits, quarantine, failures);
        Strands strands = new Strands(
                custodian,
                strand -> {
                    queue.put(strand);
                    dispatcher.published();
                },
                new HotKeyWarning(config.name(), admission::depth, failures));
        census = new Census(admission, line, queue, seats, idle, custodian.fates(), waits);
        int oneIn = recorder == null ? 0 : config.latency().oneIn();
        Envelopes envelopes = new Envelopes(config.queueCapacity(), oneIn);
        Surroundings surroundings = new Surroundings(
                queue,
                seats,
                idle,
                dispatcher,
                new Thief(seats, steals),
                guide,
                admission,
                line,
                custodian,
                attention,
                pause,
                failures,
                quarantine,
                config.stuckJobs().interruptAfter() != null,
                config.resetThreadLocals() ? ThreadLocals.open(config.name()) : null,
                envelopes,
                recorder,
                lateCalls,
                this::firstJob);
        crew = new Crew(surroundings, threads, lives);
        crew.tellDeaths(events::died);
        crew.setMost(config.maxWorkers());
        waits.hireBy(crew::setSpares);
        decisions = new DecisionLog(events::resized);
        sizer = new Sizer(
                new Size(config.minWorkers(), config.minWorkers(), config.maxWorkers()), this::staff, decisions);
        controller =
                new ControllerThread(config.sizing(), new Shadow(config.shadow()), sizer, census, threads, failures);
        slos = new SloLookout(
                config.slos(),
                new SloEvidence(census, seats, this::jobs, recorder),
                admission,
                this::onWorker,
                InstantSource.system(),
                System.nanoTime(),
                failures,
                events::slo);
        stuck = new StuckJobWatch(config.stuckJobs(), seats, crew, events, failures, actions);
        muster = new Muster(seats, waits, stuck);
        watch = new Watch(lookouts(), () -> census.depth() == 0 && census.busy() == 0, threads, failures);
        closing = new Closing(
                new Parts(
                        admission,
                        custodian,
                        line,
                        queue,
                        seats,
                        strands,
                        crew,
                        dispatcherThreads,
                        controller,
                        watch,
                        alarms,
                        actions,
                        courier,
                        pause,
                        batchers::flush,
                        fans::poolStops),
                threads,
                this::stats);
        entrance = new Entrance(
                config,
                admission,
                line,
                crew,
                failures,
                () -> closing.state().name(),
                new Eldest(queue, seats, custodian, dispatcher::laneRoomMade, dispatcher::published),
                custodian.fates(),
                strands::haveWaiting,
                batchers::flush,
                flight);
        publisher = new Publisher(queue, dispatcher, envelopes, oneIn);
        submission = new Submission(config, admission, entrance, publisher, new Checkpoint(quarantine, entrance));
        handles = new Handles(
                config,
                custodian,
                alarms,
                admission,
                entrance,
                publisher,
                submission,
                new Prediction(config.name(), admission, seats),
                queue,
                failures);
        keys = new Keys(this, strands, new KeyedEntrance(config, admission, entrance, strands, crew));
        noteSlots();
        startThreads(threads);
    }

    private List<Lookout> lookouts() {
        List<Lookout> lookouts = new ArrayList<>();
        if (config.stuckJobs().after() != null) {
            lookouts.add(stuck);
        }
        if (!config.slos().isEmpty()) {
            lookouts.add(slos);
        }
        return lookouts;
    }

    private static int groups(PoolConfig config) {
        return config.dispatch() instanceof Dispatch.Dedicated dedicated ? dedicated.dispatchers() : 1;
    }

    private Dispatcher dispatcher(Seats seats, Guide guide) {
        if (!(config.dispatch() instanceof Dispatch.Dedicated dedicated)) {
            return new CooperativeDispatcher(queue, idle, seats, guide);
        }
        Idle dispatchers = new Idle(dispatcherThreads::sleepers);
        DedicatedDispatcher made = new DedicatedDispatcher(queue, seats, guide, dispatchers, idle);
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

    private void noteSlots() {
        int capacity = config.queueCapacity();
        if (Integer.bitCount(capacity) != 1) {
            failures.note(() -> "queueCapacity " + capacity + " uses " + queue.slots() + " slots; " + capacity
                    + " stays the limit");
        }
    }

    /** All threads of the least size, or none. */
    private void startThreads(Threads threads) {
        Throwable failure = crew.setTarget(config.minWorkers());
        if (failure == null) {
            try {
                dispatcherThreads.start(threads::make);
                crew.retryBy(alarms);
                return;
            } catch (Throwable thrown) {
                failure = thrown;
            }
        }
        closing.close(Duration.ZERO);
        throw new IllegalStateException(
                "pool '" + config.name() + "': a thread could not be started: " + Names.ofFailure(failure), failure);
    }

    /** For one change of the size at a time; what this gives calls the user's factory. */
    private Supplier<@Nullable Throwable> staff(Size size) {
        crew.setMost(size.max());
        crew.want(size.target());
        return crew::meetTarget;
    }

    private void firstJob() {
        controller.arm();
        watch.arm();
        flight.atWork(census);
        crew.hireOverdue();
    }

    /** After a change by hand: the controller looks, if there is anything to see or to shrink. */
    void lookAgain() {
        Size size = sizer.size();
        if (census.depth() > 0 || census.busy() > 0 || size.target() > size.min()) {
            controller.arm();
        }
    }

    private boolean onWorker() {
        return crew.isWorker();
    }

    private PoolStats.Jobs jobs() {
        return census.jobs(entrance, entrance.rejections());
    }

    /** What is told twice is read once: the sums of these parts are those of the others. */
    PoolStats stats() {
        PoolStats.Rejections rejections = entrance.rejections();
        PoolStats.Resizes resizes = decisions.resizes();
        return new PoolStats(
                config.name(),
                closing.state(),
                census.jobs(entrance, rejections),
                census.tiers(),
                census.workers(sizer.size(), crew, stuck),
                census.flow(resizes, publisher.batches()),
                new PoolStats.Fans(fans.completed(), fans.failed(), fans.count(), fans.pending(), fans.capacity()),
                rejections,
                resizes);
    }
}
