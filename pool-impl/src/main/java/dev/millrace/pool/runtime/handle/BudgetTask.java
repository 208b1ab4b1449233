package dev.millrace.pool.runtime.handle;

import dev.millrace.pool.JobOptions;
import dev.millrace.pool.Priority;
import dev.millrace.pool.runtime.explain.Names;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A task with options: a label, a time by which it must have started, a time that it may run. */
public class BudgetTask<T> extends Task<T> {
    private static final long NONE = Long.MAX_VALUE;

    private final Alarm alarm;
    private final JobOptions options;
    private final @Nullable Sequence sequence;
    private final long submittedNanos = System.nanoTime();
    private final long startBudgetNanos;
    private final long runBudgetNanos;
    /** Set before the task is published, then when it runs; cancelled by who ends it. */
    private volatile @Nullable Future<?> pending;

    /** A job that gives a value. */
    public BudgetTask(Home home, Callable<T> job, JobOptions options, Alarm alarm) {
        this(home, job, options, alarm, null);
    }

    /** A job that gives none. */
    public BudgetTask(Home home, Runnable job, JobOptions options, Alarm alarm) {
        this(home, job, options, alarm, null);
    }

    /**
     * A job that gives a value.
     *
     * @param sequence among which jobs it has its turn, or null
     */
    public BudgetTask(Home home, Callable<T> job, JobOptions options, Alarm alarm, @Nullable Sequence sequence) {
        super(home, job);
        this.alarm = alarm;
        this.options = options;
        this.sequence = sequence;
        this.startBudgetNanos = nanos(options.startBudget());
        this.runBudgetNanos = nanos(options.runBudget());
    }

    /** A job that gives none, otherwise the same. */
    public BudgetTask(Home home, Runnable job, JobOptions options, Alarm alarm, @Nullable Sequence sequence) {
        super(home, job);
        this.alarm = alarm;
        this.options = options;
        this.sequence = sequence;
        this.startBudgetNanos = nanos(options.startBudget());
        this.runBudgetNanos = nanos(options.runBudget());
    }

    private static long nanos(@Nullable Duration budget) {
        return budget == null ? NONE : Math.max(1, TimeUnit.NANOSECONDS.convert(budget));
    }

    /** What is left of its budget for the wait; {@link Long#MAX_VALUE} if it has none. */
    public final long leftToStartNanos() {
        return startBudgetNanos == NONE ? NONE : startBudgetNanos - (System.nanoTime() - submittedNanos);
    }

    /** After it was admitted, before it is published: from now on it expires in time. */
    public final void watchStart() {
        if (startBudgetNanos != NONE) {
            pending = alarm.after(leftToStartNanos(), this::expire);
        }
    }

    @Override
    @Nullable Sequence sequence() {
        return sequence;
    }

    @Override
    final boolean isLate(long now) {
        return startBudgetNanos != NONE && now - submittedNanos >= startBudgetNanos;
    }

    @Override
    final void begun() {
        super.begun();
        ended();
        if (runBudgetNanos != NONE) {
            pending = alarm.after(runBudgetNanos, this::timeOut);
        }
    }

    @Override
    final void ended() {
        Future<?> alarmed = pending;
        if (alarmed != null) {
            pending = null;
            alarmed.cancel(false);
        }
    }

    @Override
    public final @Nullable String givenLabel() {
        return options.label();
    }

    @Override
    public final Priority priority() {
        return options.priority();
    }

    @Override
    public final String label() {
        String label = options.label();
        return label == null ? super.label() : Names.of(label);
    }
}
