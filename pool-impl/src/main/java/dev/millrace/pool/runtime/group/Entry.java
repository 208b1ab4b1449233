package dev.millrace.pool.runtime.group;

import dev.millrace.pool.JobOptions;
import dev.millrace.pool.runtime.fan.FanHost;
import dev.millrace.pool.runtime.handle.Rest;
import dev.millrace.pool.runtime.handle.Task;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** The way into a group by the pool's front door: its limit, and why it refuses. Thread-safe. */
final class Entry {
    private final Group group;
    private final FanHost host;
    private final JobOptions options;
    private final int width;
    private final Roll roll;
    private final Rest rest;
    private final Term term;

    Entry(Group group, FanHost host, JobOptions options, int width, Roll roll, Rest rest, Term term) {
        this.group = group;
        this.host = host;
        this.options = options;
        this.width = width;
        this.roll = roll;
        this.rest = rest;
        this.term = term;
    }

    /** Makes a job for a position. */
    interface Maker<T> {
        Task<T> make(int position);
    }

    <T> Task<T> start(Maker<T> maker) {
        refuseIfOver();
        int position = roll.tryEnter(width);
        boolean inside = false;
        while (position < 0) {
            refuseIfOver();
            if (position == Roll.CLOSED) {
                throw refusal("is closed", null);
            }
            inside = roll.anyRunsHere();
            if (!inside) {
                awaitPlace();
            }
            position = roll.tryEnter(inside ? Integer.MAX_VALUE : width);
        }
        Task<T> task = null;
        try {
            task = maker.make(position);
            handIn(task, inside);
            return task;
        } catch (Throwable refusal) {
            if (task == null || !task.isDone()) {
                roll.withdraw();
                rest.wake();
            }
            throw refusal;
        }
    }

    private void handIn(Task<?> task, boolean inside) {
        if (inside) {
            host.runHere(task);
        } else {
            host.submit(task, options, term.leftNanos());
        }
        if (!task.isDone()) {
            group.began(task);
        }
    }

    /** At the limit: a worker runs one of the jobs, everybody else sleeps until one has ended. Where there can be only one, a wait for it that could never end is refused. */
    private void awaitPlace() {
        if (host.onWorker() && roll.forEach(Task::tryHelp)) {
            return;
        }
        try {
            Task<?> only = width == 1 ? roll.any() : null;
            if (only != null) {
                only.await(term.leftNanos(), () -> group.ending() != null);
            } else {
                rest.until(
                        () -> group.ending() != null || roll.hasPlace(width) || roll.anyRunsHere(), term.leftNanos());
            }
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw refusal("had as many jobs as may run until the thread was interrupted", interrupt);
        }
    }

    private void refuseIfOver() {
        if (term.isOver()) {
            group.end(End.OVERDUE);
        }
        End why = group.ending();
        if (why != null) {
            throw refusal(why.inWords(), null);
        }
    }

    private RejectedExecutionException refusal(String why, @Nullable Throwable cause) {
        return new RejectedExecutionException("group of pool '" + host.home().name() + "' " + why, cause);
    }
}
