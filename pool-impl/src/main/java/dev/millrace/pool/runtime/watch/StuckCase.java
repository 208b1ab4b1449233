package dev.millrace.pool.runtime.watch;

import dev.millrace.pool.StuckJob;
import dev.millrace.pool.runtime.handle.Runner;
import dev.millrace.pool.runtime.handle.Task;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One job that is stuck. */
final class StuckCase {
    final Run run;
    final Runner worker;
    private final String name;
    private final Instant since;
    private final List<StackTraceElement> stack;
    /** Written by the watch, read by anybody. */
    private volatile boolean interrupted;
    /** The job with a handle that runs inside it, and how old the case was when that was seen first; touched by the watch alone. */
    private @Nullable WeakReference<Task<?>> inner;

    private long innerSinceNanos;
    /** How long it had run when it was last seen running; touched by the watch alone. */
    private long seenNanos;

    StuckCase(Run run, Runner worker, String name, long ageNanos, List<StackTraceElement> stack) {
        this.run = run;
        this.worker = worker;
        this.name = name;
        this.since = Instant.now().minusNanos(ageNanos);
        this.stack = stack;
        this.seenNanos = ageNanos;
    }

    /** It still ran at this age. */
    void seen(long ageNanos) {
        seenNanos = ageNanos;
    }

    /** As it is told at its end. */
    StuckJob last() {
        return told(seenNanos);
    }

    StuckJob told(long ageNanos) {
        return new StuckJob(worker.name(), name, since, Duration.ofNanos(ageNanos), stack, interrupted);
    }

    boolean isInterrupted() {
        return interrupted;
    }

    void interrupted() {
        interrupted = true;
    }

    /**
     * The job with a handle on top of it, if it has been there for so long as looks tell; null if not. A task is run once, so one that is seen twice was there all the time.
     *
     * @param ageNanos how old the case is
     */
    @Nullable Task<?> innerOlderThan(long nanos, long ageNanos) {
        Task<?> top = worker.isInside() ? worker.innermost() : null;
        WeakReference<Task<?>> before = inner;
        if (top == null || before == null || !before.refersTo(top)) {
            inner = top == null ? null : new WeakReference<>(top);
            innerSinceNanos = ageNanos;
            return null;
        }
        return ageNanos - innerSinceNanos >= nanos ? top : null;
    }
}
