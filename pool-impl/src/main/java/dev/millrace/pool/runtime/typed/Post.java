package dev.millrace.pool.runtime.typed;

import dev.millrace.pool.runtime.handle.Task;
import dev.millrace.pool.runtime.job.Submitted;
import dev.millrace.pool.runtime.worker.Life;
import dev.millrace.pool.runtime.worker.Quarantine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The handlers of one worker: one for its jobs, and one more for each depth to which jobs have run inside jobs, so that no handler is called while it is in a call. Confined to the worker's thread.
 */
final class Post<J> implements Life {
    private final Shop<J> shop;
    private final Quarantine quarantine;
    private final BooleanSupplier stopping;
    private final List<Hearing<J>> hearings = new ArrayList<>();
    private final Holder<J> first;
    private final List<TypedJob<J>> hand = new ArrayList<>();
    /** How many calls of handlers this thread is in. */
    private int depth;

    private boolean ended;
    /** What stopped the thread in a job that has been brought to its end since; the worker dies of it. */
    private @Nullable Throwable dying;

    Post(Shop<J> shop, Quarantine quarantine, BooleanSupplier stopping) {
        this.shop = shop;
        this.quarantine = quarantine;
        this.stopping = stopping;
        this.first = hearing(0).holder();
    }

    private Hearing<J> hearing(int level) {
        while (hearings.size() <= level) {
            hearings.add(new Hearing<>(shop, new Holder<>(shop), quarantine, stopping, this::died));
        }
        return hearings.get(level);
    }

    /** By name, as the pool below knows it: the class is marked for removal. */
    private void died(Throwable death) {
        if (dying == null && death.getClass().getName().equals("java.lang.ThreadDeath")) {
            dying = death;
        }
    }

    boolean isOf(Shop<?> other) {
        return shop == other && !ended;
    }

    @Override
    public boolean isReady() {
        return dying == null && first.isReady();
    }

    @Override
    public void makeReady(BooleanSupplier over) {
        if (dying != null) {
            throw Shop.sneaky(dying);
        }
        depth++;
        try {
            first.open(over);
        } finally {
            depth--;
        }
    }

    /** Handles a job of this pool on this thread, perhaps inside another one. */
    void handle(TypedJob<J> job) {
        boolean inside = depth > 0;
        Hearing<J> mine = hearing(depth);
        depth++;
        try {
            if (inside) {
                mine.holder().open(stopping); // nobody has asked before this job whether it is ready
            }
            Throwable failure = mine.hear(job);
            if (failure != null) {
                throw Shop.sneaky(failure);
            }
        } finally {
            depth--;
        }
    }

    // ---- several at once

    @Override
    public int most() {
        return shop.mostTogether();
    }

    @Override
    public boolean knows(Object element) {
        return jobIn(element) != null;
    }

    @SuppressWarnings("unchecked")
    private @Nullable TypedJob<J> jobIn(Object element) {
        Object job = element instanceof Task<?> task ? task.job() : element;
        Object submitted = job == null || job instanceof Callable ? null : Submitted.of(job);
        return submitted instanceof TypedJob<?> typed && typed.isOf(shop) ? (TypedJob<J>) typed : null;
    }

    @Override
    public void together(List<Object> elements) {
        depth++;
        try {
            for (Object element : elements) {
                TypedJob<J> job = jobIn(element);
                if (job != null && !refused(job, element instanceof Task<?>)) {
                    hand.add(job);
                }
            }
            hearing(0).hear(hand);
        } catch (Throwable failure) {
            shop.failures().ofPart("a batch", failure);
        } finally {
            hand.clear();
            depth--;
        }
    }

    /** Whether a job is quarantined since it was accepted. One with a handle is refused where it is run. */
    private boolean refused(TypedJob<J> job, boolean hasHandle) {
        if (!quarantine.isOn()) {
            return false;
        }
        if (hasHandle) {
            return quarantine.holds(job.label(), job.job());
        }
        RejectedExecutionException refusal = quarantine.refusal(job.label(), job.job());
        if (refusal != null) {
            job.failed(refusal);
        }
        return refusal != null;
    }

    @Override
    public void end() {
        ended = true;
        for (Hearing<J> hearing : hearings) {
            hearing.holder().end();
        }
    }
}
