package dev.millrace.pool.runtime.lifecycle;

import dev.millrace.pool.runtime.control.ControllerThread;
import dev.millrace.pool.runtime.dispatch.DispatcherThreads;
import dev.millrace.pool.runtime.events.Courier;
import dev.millrace.pool.runtime.watch.Watch;
import dev.millrace.pool.runtime.worker.Actions;
import dev.millrace.pool.runtime.worker.Alarms;
import dev.millrace.pool.runtime.worker.Threads;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The pool's threads beside its workers, which end after them. Those that call what is the user's may not: they get a second, and are named. */
final class SideThreads {
    private final DispatcherThreads dispatchers;
    private final ControllerThread controller;
    private final Watch watch;
    private final Alarms alarms;
    private final Actions actions;
    private final Courier courier;

    private final Threads threads;

    SideThreads(Parts parts, Threads threads) {
        this.threads = threads;
        this.dispatchers = parts.dispatchers();
        this.controller = parts.controller();
        this.watch = parts.watch();
        this.alarms = parts.alarms();
        this.actions = parts.actions();
        this.courier = parts.courier();
    }

    /** Whether the current thread is one of those that call what is the user's. */
    boolean callsFromHere() {
        Thread current = Thread.currentThread();
        return actions.thread() == current || courier.thread() == current;
    }

    /** Ends them; true if interrupted meanwhile. */
    boolean end() {
        alarms.stop();
        actions.stop();
        controller.stop();
        watch.stop();
        dispatchers.stop();
        boolean interrupted = Grace.join(controller.thread());
        interrupted |= Grace.join(watch.thread());
        interrupted |= Grace.join(alarms.thread());
        interrupted |= Grace.join(actions.thread());
        for (Thread dispatcher : dispatchers.threads()) {
            interrupted |= Grace.join(dispatcher);
        }
        List<Thread> hiring = threads.hiring();
        hiring.forEach(Thread::interrupt);
        for (Thread thread : hiring) {
            interrupted |= Grace.join(thread);
        }
        return endCourier() || interrupted;
    }

    /** Last, since the others tell by it. */
    private boolean endCourier() {
        courier.stop();
        boolean interrupted = Grace.join(courier.thread());
        if (isAlive(courier.thread())) {
            courier.stopNow();
            interrupted |= Grace.join(courier.thread());
        }
        return interrupted;
    }

    /** Those that have not ended. */
    List<Thread> left() {
        return Stream.concat(
                        Stream.of(
                                actions.thread(),
                                watch.thread(),
                                courier.thread(),
                                controller.thread(),
                                alarms.thread()),
                        threads.hiring().stream())
                .filter(SideThreads::isAlive)
                .toList();
    }

    private static boolean isAlive(@Nullable Thread thread) {
        return thread != null && thread.isAlive();
    }
}
