package dev.millrace.pool.metrics;

import static dev.millrace.pool.metrics.Figure.counter;
import static dev.millrace.pool.metrics.Figure.gauge;

import java.util.List;

/** The same pool under the names that Micrometer gives to executors of the JDK, so that dashboards for these show it. */
final class ExecutorFigures {
    private static final String THREADS = "threads";
    private static final String TASKS = "tasks";

    private ExecutorFigures() {}

    static List<Figure> all() {
        return List.of(
                counter(
                                "executor.completed",
                                "Jobs that ran to their end, normally or not",
                                now -> now.jobs().completed() + now.jobs().failed())
                        .in(TASKS),
                gauge(
                                "executor.active",
                                "Workers that run a job",
                                now -> now.workers().busy())
                        .in(THREADS),
                gauge(
                                "executor.queued",
                                "Jobs accepted and not started",
                                now -> now.depth().total())
                        .in(TASKS),
                gauge(
                                "executor.queue.remaining",
                                "How many jobs more would be accepted now",
                                now -> Math.max(
                                        0, now.depth().capacity() - now.depth().total()))
                        .in(TASKS),
                gauge(
                                "executor.pool.size",
                                "Workers at their place",
                                now -> now.workers().live())
                        .in(THREADS),
                gauge(
                                "executor.pool.core",
                                "The least size",
                                now -> now.workers().min())
                        .in(THREADS),
                gauge(
                                "executor.pool.max",
                                "The largest size",
                                now -> now.workers().max())
                        .in(THREADS));
    }
}
