package dev.millrace.pool.runtime.handle;

import java.util.concurrent.CompletableFuture;

/** A {@link CompletableFuture} that shows a task's end, and cancels the task when it is cancelled itself. */
final class MirrorFuture<T> extends CompletableFuture<T> {
    private final Task<T> task;

    MirrorFuture(Task<T> task) {
        this.task = task;
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // a job's value may be null, and so may a future's
    void complete() {
        if (task.phase() == Phase.VALUE) {
            complete((T) task.result());
        } else {
            completeExceptionally(Results.failure(task));
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        task.cancel(false);
        return cancelled;
    }

    /** Stages made from this are plain futures: cancelling one of them says nothing about the job. */
    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }
}
