package dev.millrace.pool.runtime.typed;

import static java.util.Objects.requireNonNull;

import dev.millrace.pool.DeadLetter;
import dev.millrace.pool.DrainReport;
import dev.millrace.pool.HandlerDrainReport;
import dev.millrace.pool.HandlerPool;
import dev.millrace.pool.HandlerPoolConfig;
import dev.millrace.pool.HandlerStats;
import dev.millrace.pool.JobHandle;
import dev.millrace.pool.JobOptions;
import dev.millrace.pool.WorkerPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The pool of handlers that users hold: puts their objects into jobs for the pool below, and takes them out again. */
public final class TypedPool<J> implements HandlerPool<J> {
    private final Class<J> type;
    private final Shop<J> shop;
    private final WorkerPool pool;
    private final CompletionStage<HandlerDrainReport<J>> closed;

    /**
     * Over a pool that runs.
     *
     * @param shop what its workers have with them
     */
    public TypedPool(HandlerPoolConfig<J> config, Shop<J> shop, WorkerPool pool) {
        this.type = config.type();
        this.shop = shop;
        this.pool = pool;
        this.closed = pool.whenClosed().thenApply(this::report);
    }

    @Override
    public String toString() {
        return "HandlerPool of " + pool;
    }

    @Override
    public String name() {
        return pool.name();
    }

    // ---- the ways in

    @Override
    public void offer(J job) {
        pool.execute(jobFor(job, "job"));
    }

    @Override
    public boolean tryOffer(J job) {
        return pool.tryExecute(jobFor(job, "job"));
    }

    @Override
    public void offerAll(Collection<? extends J> jobs) {
        pool.executeAll(jobsFor(jobs));
    }

    @Override
    public boolean tryOfferAll(Collection<? extends J> jobs) {
        return pool.tryExecuteAll(jobsFor(jobs));
    }

    @Override
    public JobHandle<?> submit(J job) {
        return pool.submit((Runnable) jobFor(job, "job"));
    }

    @Override
    public JobHandle<?> submit(J job, JobOptions options) {
        requireNonNull(options, "options");
        J checked = checked(job, "job");
        String label = options.label();
        return pool.submit(
                (Runnable) (label == null ? new TypedJob<>(shop, checked) : TypedJob.labelled(shop, checked, label)),
                options);
    }

    @Override
    public Optional<JobHandle<?>> trySubmit(J job) {
        return pool.trySubmit((Runnable) jobFor(job, "job"));
    }

    private TypedJob<J> jobFor(J job, String argument) {
        return new TypedJob<>(shop, checked(job, argument));
    }

    private List<TypedJob<J>> jobsFor(Collection<? extends J> jobs) {
        List<TypedJob<J>> all = new ArrayList<>();
        for (J job : requireNonNull(jobs, "jobs")) {
            all.add(jobFor(job, "jobs[" + all.size() + "]"));
        }
        return all;
    }

    private J checked(J job, String argument) {
        if (!type.isInstance(requireNonNull(job, argument))) {
            throw new ClassCastException(argument + " must be a " + type.getName() + " for pool '" + name()
                    + "', was a " + job.getClass().getName());
        }
        return job;
    }

    // ---- what it is and does

    @Override
    public WorkerPool workers() {
        return pool;
    }

    @Override
    public HandlerStats stats() {
        return shop.stats();
    }

    @Override
    public List<DeadLetter<J>> deadLetters() {
        return shop.deadLetters();
    }

    @Override
    public String explain() {
        return Account.of(shop) + pool.explain();
    }

    // ---- the end

    @Override
    public void close() {
        pool.close();
    }

    @Override
    public HandlerDrainReport<J> close(Duration deadline) {
        return report(pool.close(deadline));
    }

    @Override
    public void closeWhen(CompletionStage<?> done) {
        pool.closeWhen(done);
    }

    @Override
    public CompletionStage<HandlerDrainReport<J>> whenClosed() {
        return closed;
    }

    @SuppressWarnings("unchecked")
    private HandlerDrainReport<J> report(DrainReport drained) {
        List<J> handedBack = new ArrayList<>();
        for (Runnable job : drained.handedBack()) {
            if (job instanceof TypedJob<?> typed && typed.isOf(shop)) {
                handedBack.add((J) typed.job());
            }
        }
        return new HandlerDrainReport<>(drained, handedBack, shop.deadLetters(), shop.stats());
    }
}
