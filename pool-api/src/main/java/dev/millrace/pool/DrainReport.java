package dev.millrace.pool;

import java.time.Duration;
import java.util.List;

/**
 * What a close did and left.
 *
 * @param stats the final figures
 * @param handedBack jobs that were accepted and never started, as they were submitted, about in order; a {@link java.util.concurrent.Callable} as a Runnable that calls it; their handles say {@link Outcome.HandedBack}. Those that {@code shutdownNow} has given away are among them, whose handles may be run or cancelled by hand
 * @param stillRunning threads whose job ignored its interrupt, with their stacks; each ends with its job
 * @param elapsed how long the close took
 */
public record DrainReport(
        PoolStats stats, List<Runnable> handedBack, List<StillRunning> stillRunning, Duration elapsed) {

    /** Copies the lists. */
    public DrainReport {
        handedBack = List.copyOf(handedBack);
        stillRunning = List.copyOf(stillRunning);
    }

    /** Whether every accepted job was run to its end. */
    public boolean complete() {
        return stats.state() == PoolState.TERMINATED
                && handedBack.isEmpty()
                && stillRunning.isEmpty()
                && stats.depth().total() == 0
                && running() == 0;
    }

    /** Accepted jobs that are neither ended, nor handed back, nor running: 0, or the pool has a defect. */
    public long unaccounted() {
        return stats.jobs().accepted() - stats.jobs().ended() - stats.depth().total() - running();
    }

    private long running() {
        return stats.jobs().started() - stats.jobs().completed() - stats.jobs().failed();
    }

    @Override
    public String toString() {
        PoolStats.Jobs jobs = stats.jobs();
        StringBuilder text = new StringBuilder(256)
                .append("pool '")
                .append(stats.name())
                .append("' ")
                .append(stats.state())
                .append(" after ")
                .append(elapsed.toMillis())
                .append(" ms: accepted=")
                .append(jobs.accepted())
                .append(" completed=")
                .append(jobs.completed())
                .append(" failed=")
                .append(jobs.failed())
                .append(neverStarted(jobs))
                .append(" handedBack=")
                .append(jobs.handedBack())
                .append(" waiting=")
                .append(stats.depth().total())
                .append(" running=")
                .append(running())
                .append(" unaccounted=")
                .append(unaccounted());
        for (StillRunning job : stillRunning) {
            text.append(System.lineSeparator()).append("  still running: ").append(job);
        }
        return text.toString();
    }

    /** Only where there is anything to tell. */
    private static String neverStarted(PoolStats.Jobs jobs) {
        return jobs.cancelled() + jobs.expired() + jobs.dropped() == 0
                ? ""
                : " cancelled=" + jobs.cancelled() + " expired=" + jobs.expired() + " dropped=" + jobs.dropped();
    }

    /**
     * A thread that outlives the close.
     *
     * @param thread the thread
     * @param stack its stack when the report was made
     */
    public record StillRunning(Thread thread, List<StackTraceElement> stack) {
        private static final int SHOWN_FRAMES = 8;

        /** Copies the stack. */
        public StillRunning {
            stack = List.copyOf(stack);
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder(thread.getName());
            stack.stream()
                    .limit(SHOWN_FRAMES)
                    .forEach(frame -> text.append(System.lineSeparator())
                            .append("    at ")
                            .append(frame));
            return text.toString();
        }
    }
}
