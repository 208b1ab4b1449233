package dev.millrace.pool.runtime.typed;

import dev.millrace.pool.runtime.job.Carrier;
import org.jspecify.annotations.Nullable;

/** A user's object on its way through the pool below. */
class TypedJob<J> implements Runnable, Carrier {
    private static final Object SUCCEEDED = new Object();

    private final Shop<J> shop;
    private final J job;
    /** What a call of several jobs made of it: what it failed by, or that it succeeded; null if it was in none. Touched by the worker that has claimed it. */
    private @Nullable Object verdict;

    TypedJob(Shop<J> shop, J job) {
        this.shop = shop;
        this.job = job;
    }

    /** As the job of a handle with a label, by which it is known. */
    static <J> TypedJob<J> labelled(Shop<J> shop, J job, String label) {
        return new TypedJob<>(shop, job) {
            @Override
            String label() {
                return label;
            }
        };
    }

    /** Handles it, or tells what a call of several jobs has made of it. */
    @Override
    public final void run() {
        Object known = verdict;
        if (known == null) {
            shop.handle(this);
        } else if (known instanceof Throwable failure) {
            throw Shop.sneaky(failure);
        }
    }

    final J job() {
        return job;
    }

    @Override
    public final Object carried() {
        return job;
    }

    @Override
    public final boolean isDecided() {
        return verdict != null;
    }

    @Nullable String label() {
        return null;
    }

    final boolean isOf(Shop<?> other) {
        return shop == other;
    }

    final void succeeded() {
        verdict = SUCCEEDED;
    }

    final void failed(Throwable cause) {
        verdict = cause;
    }
}
