package dev.millrace.pool.runtime;

import static java.util.Objects.requireNonNull;

import dev.millrace.pool.PoolConfig;
import dev.millrace.pool.runtime.admission.Admission;
import dev.millrace.pool.runtime.job.Arbitrated;
import dev.millrace.pool.runtime.job.Batch;
import dev.millrace.pool.runtime.job.Elements;
import dev.millrace.pool.runtime.job.InContext;
import dev.millrace.pool.runtime.worker.StackProbe;
import java.util.Collection;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The way in of jobs without a handle. All that can fail comes before the admission; after it a job is only published. Thread-safe. */
final class Submission {
    private final Admission admission;
    private final Entrance entrance;
    private final Publisher publisher;
    final Checkpoint checkpoint;
    private final int capacity;
    private final @Nullable UnaryOperator<Runnable> context;

    Submission(PoolConfig config, Admission admission, Entrance entrance, Publisher publisher, Checkpoint checkpoint) {
        this.admission = admission;
        this.entrance = entrance;
        this.publisher = publisher;
        this.checkpoint = checkpoint;
        this.capacity = config.queueCapacity();
        this.context = config.contextPropagation();
    }

    void execute(Runnable submitted) {
        Runnable job = prepared(submitted);
        checkpoint.check(job);
        long position = admission.tryAdmit(1);
        if (position < 0) {
            position = entrance.insist(position, job);
        }
        if (position >= 0) {
            publisher.publish(job, position);
        }
    }

    boolean tryExecute(Runnable submitted) {
        Runnable job = prepared(submitted);
        if (checkpoint.refuses(job)) {
            return false;
        }
        long position = admission.tryAdmit(1);
        if (entrance.refused(position, 1)) {
            return false;
        }
        publisher.publish(job, position);
        return true;
    }

    void executeAll(Collection<? extends Runnable> jobs) {
        Object[] all = checked(jobs);
        if (all.length == 1) {
            execute((Runnable) all[0]);
        } else if (all.length > 1) {
            prepare(all);
            checkpoint.checkAll(all);
            Batch batch = new Batch(all);
            long position = admission.tryAdmit(all.length);
            if (position < 0) {
                position = entrance.insist(position, all);
            }
            if (position >= 0) {
                publisher.publish(batch, all, position);
            }
        }
    }

    boolean tryExecuteAll(Collection<? extends Runnable> jobs) {
        Object[] all = checked(jobs);
        if (all.length <= 1) {
            return all.length == 0 || tryExecute((Runnable) all[0]);
        }
        prepare(all);
        if (checkpoint.refusesAny(all)) {
            return false;
        }
        Batch batch = new Batch(all);
        long position = admission.tryAdmit(all.length);
        if (entrance.refused(position, all.length)) {
            return false;
        }
        publisher.publish(batch, all, position);
        return true;
    }

    /** The jobs in an array in which one can be replaced by its envelope. */
    private Object[] checked(Collection<? extends Runnable> jobs) {
        Object[] all = Elements.of(jobs, "jobs");
        if (all.length > capacity) {
            throw new IllegalArgumentException("jobs (" + all.length + ") must be <= queueCapacity (" + capacity + ")");
        }
        return all;
    }

    private void prepare(Object[] jobs) {
        if (context != null || Arbitrated.canBe()) {
            for (int i = 0; i < jobs.length; i++) {
                jobs[i] = asJob((Runnable) jobs[i]);
            }
        }
        StackProbe.check();
    }

    /** The job as it will be run. */
    Runnable prepared(Runnable submitted) {
        requireNonNull(submitted, "job");
        Runnable job = asJob(submitted);
        StackProbe.check();
        return job;
    }

    /** A handle that is submitted as a job, of this pool or another, is a job like any, in an envelope: its own state must not decide whether this one has left the bound. */
    Runnable asJob(Runnable submitted) {
        if (context != null) {
            return inContext(context, submitted);
        }
        return Arbitrated.canBe() && submitted instanceof Arbitrated ? new InContext(submitted, submitted) : submitted;
    }

    private static Runnable inContext(UnaryOperator<Runnable> context, Runnable job) {
        Runnable wrapped = context.apply(job);
        if (wrapped == null) {
            throw new NullPointerException("contextPropagation gave no job");
        }
        return wrapped == job && !(job instanceof Arbitrated) ? job : new InContext(job, wrapped);
    }

    /** A body that is run more than once, by one thread at a time, as the user's context propagation wraps it. */
    Runnable inContext(Runnable body) {
        return context == null ? body : inContext(context, body);
    }
}
