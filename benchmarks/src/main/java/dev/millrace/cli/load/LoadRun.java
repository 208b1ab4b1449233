package dev.millrace.cli.load;

import dev.millrace.pool.DrainReport;
import dev.millrace.pool.PoolStats;
import dev.millrace.pool.WorkerPool;
import dev.millrace.tool.ProcessUsage;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** One run: warm-up, measured part, end of the pool, audit. */
final class LoadRun {
    private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(30);
    private static final Duration CLOSE_DEADLINE_INTERRUPTED = Duration.ofSeconds(5);

    private final Header header;
    private final LoadOptions options;
    private final Workload workload;
    private final WorkerPool pool;
    private final Console console;
    private final Interruption interruption;
    private final Pace pace = new Pace();
    private final Generator generator;

    LoadRun(Header header, Workload workload, WorkerPool pool, Console console, Interruption interruption) {
        this.header = header;
        this.options = header.options();
        this.workload = workload;
        this.pool = pool;
        this.console = console;
        this.interruption = interruption;
        this.generator = new Generator(pool, workload, pace, options.batch());
    }

    /** @param course keeps what a report needs, or null if none is written */
    Outcome run(@Nullable Course course) {
        interruption.stopWith(this::stop);
        warmUp();
        Measured measured = measure(course);
        String explanation = pool.explain();
        DrainReport end = pool.close(CLOSE_DEADLINE);
        return new Outcome(header, measured, verdict(end), explanation);
    }

    private void stop() {
        pace.stop();
        pool.close(CLOSE_DEADLINE_INTERRUPTED);
    }

    private void warmUp() {
        try (Progress progress = progress("warm-up")) {
            send(schedule(options.warmupJobs()), List.of(progress));
        }
    }

    private Measured measure(@Nullable Course course) {
        try (Progress progress = progress("measured")) {
            History history = new History();
            if (course != null) {
                course.begin();
            }
            List<Consumer<Interval>> listeners =
                    course == null ? List.of(progress, history) : List.of(progress, history, course);
            PoolStats.Flow flowBefore = pool.stats().flow();
            ProcessUsage usageBefore = ProcessUsage.now();
            // Last: the first reading of the usage takes a while, and the schedule would run meanwhile.
            Schedule schedule = schedule(options.measuredJobs());
            Latencies latencies = send(schedule, listeners);
            ProcessUsage usage = ProcessUsage.now().minus(usageBefore);
            PoolStats.Flow flow = Flows.between(flowBefore, pool.stats().flow());
            return new Measured(
                    rate(schedule, latencies, history),
                    latencies,
                    generator.lateness(),
                    usage,
                    flow,
                    history.seconds());
        }
    }

    private Progress progress(String phase) {
        return new Progress(console.out(), console.terminal(), phase);
    }

    private Schedule schedule(int jobs) {
        return Schedule.startingSoon(generator.accepted(), generator.accepted() + jobs, options.rate());
    }

    private Latencies send(Schedule schedule, List<Consumer<Interval>> listeners) {
        Monitor monitor = new Monitor(pool, workload.tallies(), schedule, listeners).start();
        try (monitor) {
            generator.send(schedule);
            Settling.await(pool, generator, pace);
        }
        return monitor.latencies();
    }

    private Rate rate(Schedule schedule, Latencies latencies, History history) {
        long jobs = latencies.response().getTotalCount();
        long nanos = Math.max(1, workload.tallies().lastEndNanos() - schedule.startNanos());
        return new Rate(
                options.rate(),
                jobs == 0 ? 0 : jobs * 1e9 / nanos,
                history.slowestSecond(),
                generator.lateness().getMaxValue(),
                schedule.end() - generator.accepted(),
                interruption.interrupted(),
                history.fullest());
    }

    private Verdict verdict(DrainReport end) {
        int sent = generator.accepted();
        CRC32C crc = new CRC32C();
        long combined = workload.tallies().checksum();
        for (Runnable handedBack : end.handedBack()) {
            if (handedBack instanceof ChecksumJob job) {
                workload.ledger().sign(job.number());
                combined += workload.compute(job.number(), crc);
            }
        }
        return new Verdict(
                end.stats().jobs(), sent, workload.ledger().audit(sent), combined == workload.expectedChecksum(sent));
    }
}
