package dev.millrace.pool.runtime;

import static java.util.Objects.requireNonNull;

import dev.millrace.pool.HopelessJobException;
import dev.millrace.pool.JobHandle;
import dev.millrace.pool.JobOptions;
import dev.millrace.pool.PoolConfig;
import dev.millrace.pool.Priority;
import dev.millrace.pool.runtime.admission.Admission;
import dev.millrace.pool.runtime.admission.Shedding;
import dev.millrace.pool.runtime.handle.Alarm;
import dev.millrace.pool.runtime.handle.BudgetTask;
import dev.millrace.pool.runtime.handle.ContextCall;
import dev.millrace.pool.runtime.handle.Home;
import dev.millrace.pool.runtime.handle.Sequence;
import dev.millrace.pool.runtime.handle.Task;
import dev.millrace.pool.runtime.job.JobQueue;
import dev.millrace.pool.runtime.stats.Refusal;
import dev.millrace.pool.runtime.worker.Failures;
import dev.millrace.pool.runtime.worker.StackProbe;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The way in of jobs with a handle. As for those without, all that can fail comes before the admission. Thread-safe. */
final class Handles {
    private final PoolConfig config;
    private final Home home;
    private final Alarm alarm;
    private final Admission admission;
    private final Entrance entrance;
    private final Publisher publisher;
    private final Submission submission;
    private final Prediction prediction;
    private final JobQueue queue;
    private final Failures failures;

    Handles(
            PoolConfig config,
            Home home,
            Alarm alarm,
            Admission admission,
            Entrance entrance,
            Publisher publisher,
            Submission submission,
            Prediction prediction,
            JobQueue queue,
            Failures failures) {
        this.config = config;
        this.home = home;
        this.alarm = alarm;
        this.admission = admission;
        this.entrance = entrance;
        this.publisher = publisher;
        this.submission = submission;
        this.prediction = prediction;
        this.queue = queue;
        this.failures = failures;
    }

    // ---- making them

    <T> Task<T> task(Callable<T> job) {
        return new Task<>(home, inContext(job));
    }

    Task<Void> task(Runnable job) {
        return new Task<>(home, submission.prepared(job));
    }

    <T> BudgetTask<T> task(Callable<T> job, JobOptions options) {
        return new BudgetTask<>(home, inContext(job), options, alarm);
    }

    BudgetTask<Void> task(Runnable job, JobOptions options) {
        return new BudgetTask<>(home, submission.prepared(job), options, alarm);
    }

    <T> BudgetTask<T> task(Callable<T> job, JobOptions options, Sequence sequence) {
        return new BudgetTask<>(home, inContext(job), options, alarm, sequence);
    }

    BudgetTask<Void> task(Runnable job, JobOptions options, Sequence sequence) {
        return new BudgetTask<>(home, submission.prepared(job), options, alarm, sequence);
    }

    /** A job as it will be run. */
    <T> Callable<T> inContext(Callable<T> job) {
        requireNonNull(job, "job");
        return config.contextPropagation() == null ? job : new ContextCall<>(job, config.contextPropagation());
    }

    // ---- submitting them

    <T> Task<T> submit(Task<T> task) {
        return submit(task, Long.MAX_VALUE);
    }

    <T> Task<T> submit(Task<T> task, long mostNanos) {
        return submit(task, mostNanos, Priority.NORMAL);
    }

    /** @param mostNanos how long it may wait for room, if the policy does not say less */
    <T> Task<T> submit(Task<T> task, long mostNanos, Priority priority) {
        StackProbe.check();
        submission.checkpoint.check(task);
        long position = admission.tryAdmit(1, importance(priority));
        if (position < 0) {
            position = entrance.insistWithin(mostNanos, position, task);
        }
        if (position >= 0) {
            publisher.mark(task, position);
            publisher.publish(task, priority);
        }
        return task;
    }

    <T> JobHandle<T> submit(BudgetTask<T> task, JobOptions options) {
        return submit(task, options, Long.MAX_VALUE);
    }

    /** @param mostNanos how long it may wait for room, if neither policy nor budget say less */
    <T> JobHandle<T> submit(BudgetTask<T> task, JobOptions options, long mostNanos) {
        StackProbe.check();
        submission.checkpoint.check(task);
        queue.prepare(options.priority());
        refuseHopeless(task, options);
        long position = admission.tryAdmit(1, importance(options.priority()));
        if (position < 0) {
            position = entrance.insistWithin(Math.min(mostNanos, task.leftToStartNanos()), position, task);
        }
        if (position >= 0) {
            publish(task, position, options.priority());
        }
        return task;
    }

    <T> Optional<JobHandle<T>> trySubmit(Task<T> task) {
        StackProbe.check();
        if (submission.checkpoint.refuses(task)) {
            return Optional.empty();
        }
        long position = admission.tryAdmit(1);
        if (entrance.refused(position, 1)) {
            return Optional.empty();
        }
        publisher.publish(task, position);
        return Optional.of(task);
    }

    <T> Optional<JobHandle<T>> trySubmit(BudgetTask<T> task, JobOptions options) {
        StackProbe.check();
        if (submission.checkpoint.refuses(task)) {
            return Optional.empty();
        }
        queue.prepare(options.priority());
        if (hopeless(task, options) != null) {
            return Optional.empty();
        }
        long position = admission.tryAdmit(1, importance(options.priority()));
        if (entrance.refused(position, 1)) {
            return Optional.empty();
        }
        publish(task, position, options.priority());
        return Optional.of(task);
    }

    private static int importance(Priority priority) {
        return switch (priority) {
            case LOW -> Shedding.LOW;
            case NORMAL -> Shedding.NORMAL;
            case HIGH -> Shedding.HIGH;
        };
    }

    void refuseHopeless(BudgetTask<?> task, JobOptions options) {
        HopelessJobException hopeless = hopeless(task, options);
        if (hopeless != null) {
            throw hopeless;
        }
    }

    /** The refusal of a job that could not start in time, counted, or null. */
    private @Nullable HopelessJobException hopeless(BudgetTask<?> task, JobOptions options) {
        boolean asked = config.admitByPrediction() || options.predicted();
        HopelessJobException hopeless =
                asked && options.startBudget() != null ? prediction.check(task.label(), options.startBudget()) : null;
        if (hopeless != null) {
            entrance.refuse(Refusal.HOPELESS, 1);
        }
        return hopeless;
    }

    private void publish(BudgetTask<?> task, long position, Priority priority) {
        publisher.mark(task, position);
        watch(task);
        publisher.publish(task, priority);
    }

    /** It is accepted: if it cannot be watched, it still does not start too late, but expires only when a worker comes to it. */
    void watch(BudgetTask<?> task) {
        try {
            task.watchStart();
        } catch (Throwable failure) {
            failures.ofPart("the timer", failure);
        }
    }
}
