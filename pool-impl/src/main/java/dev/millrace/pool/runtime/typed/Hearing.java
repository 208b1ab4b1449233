package dev.millrace.pool.runtime.typed;

import dev.millrace.pool.DeadLetter;
import dev.millrace.pool.runtime.worker.Quarantine;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings jobs to their end with the handlers of one holder: an exception is an end; after the death of a handler the job is tried again with the next one, until it is poison. Confined to one thread.
 */
final class Hearing<J> implements Bisection.Court<TypedJob<J>> {
    private final Shop<J> shop;
    private final Holder<J> holder;
    private final Quarantine quarantine;
    private final BooleanSupplier stopping;
    private final Consumer<Throwable> deaths;
    private final Bisection<TypedJob<J>> bisection = new Bisection<>(this);

    /**
     * A worker's.
     *
     * @param stopping whether the pool interrupts whatever runs: then nothing is tried again
     * @param deaths told of each thing that was a handler's end
     */
    Hearing(
            Shop<J> shop,
            Holder<J> holder,
            Quarantine quarantine,
            BooleanSupplier stopping,
            Consumer<Throwable> deaths) {
        this.shop = shop;
        this.holder = holder;
        this.quarantine = quarantine;
        this.stopping = stopping;
        this.deaths = deaths;
    }

    Holder<J> holder() {
        return holder;
    }

    /** Hears one job; gives what it failed by, or null. */
    @Nullable Throwable hear(TypedJob<J> job) {
        if (!hasHandler()) {
            return dead(job, new Trials(), DeadLetter.Reason.STOPPED, holder.openFailure());
        }
        try {
            return holder.one(job);
        } catch (Exception failure) {
            return failure;
        } catch (Throwable death) {
            return retried(job, death);
        }
    }

    /** Hears several together; each is told what became of it. */
    void hear(List<TypedJob<J>> jobs) {
        if (!jobs.isEmpty()) {
            bisection.hear(jobs);
        }
    }

    /** In the middle of jobs only one that is missing is replaced; sees to it, however long that takes. */
    private boolean hasHandler() {
        return holder.isOpen() || holder.open(stopping);
    }

    /** A job has killed a handler; gives what it has failed by in the end, or null. */
    private @Nullable Throwable retried(TypedJob<J> job, Throwable firstDeath) {
        Trials trials = new Trials();
        Throwable death = firstDeath;
        while (true) {
            trials.add(death);
            deaths.accept(death);
            quarantine.killed(job.label(), job.job(), death);
            if (trials.deaths() >= shop.mostDeaths() || quarantine.holds(job.label(), job.job())) {
                return dead(job, trials, DeadLetter.Reason.POISON, death);
            }
            if (!hasHandler()) {
                return dead(job, trials, DeadLetter.Reason.STOPPED, death);
            }
            shop.tallies().retries.increment();
            try {
                return holder.one(job);
            } catch (Exception failure) {
                return failure;
            } catch (Throwable again) {
                death = again;
            }
        }
    }

    private Throwable dead(TypedJob<J> job, Trials trials, DeadLetter.Reason reason, @Nullable Throwable cause) {
        return shop.bury(trials.letter(job.job(), reason), cause);
    }

    // ---- the court of a bisection

    @Override
    public @Nullable Throwable call(List<TypedJob<J>> jobs) {
        if (!hasHandler()) {
            return new NoHandler(holder.openFailure());
        }
        try {
            holder.many(jobs);
            return null;
        } catch (Throwable failure) {
            if (!(failure instanceof Exception) && jobs.size() > 1) {
                deaths.accept(failure);
            }
            return failure;
        }
    }

    @Override
    public boolean isOver() {
        return stopping.getAsBoolean();
    }

    @Override
    public void guilty(TypedJob<J> job, Throwable failure) {
        Throwable end = failure;
        if (failure instanceof NoHandler) {
            unheard(List.of(job), failure);
            return;
        }
        if (!(failure instanceof Exception)) {
            end = retried(job, failure);
        }
        if (end == null) {
            job.succeeded();
        } else {
            job.failed(end);
        }
    }

    @Override
    public void unheard(List<TypedJob<J>> jobs, Throwable failure) {
        for (TypedJob<J> job : jobs) {
            job.failed(dead(job, new Trials(), DeadLetter.Reason.STOPPED, failure));
        }
    }

    /** The pool stopped before a handler could be had. */
    private static final class NoHandler extends Exception {
        private static final long serialVersionUID = 1L;

        NoHandler(@Nullable Throwable cause) {
            super("the pool stopped before a handler could be opened", cause);
        }
    }
}
