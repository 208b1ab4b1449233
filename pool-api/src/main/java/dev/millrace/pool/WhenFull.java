package dev.millrace.pool;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** What a submit does when the pool is full. A closed set of policies, each an immutable value. */
public sealed interface WhenFull {

    /** Refuses with a {@link java.util.concurrent.RejectedExecutionException} that tells name, depth, capacity and state. */
    static WhenFull reject() {
        return new Reject();
    }

    /** Waits for room as long as it takes. Waiting submitters are admitted in the order in which they came. */
    static WhenFull block() {
        return new Block(FOREVER);
    }

    /**
     * Waits for room, then refuses. Waiting submitters are admitted in the order in which they came.
     *
     * @param limit how long to wait; zero refuses at once
     * @throws IllegalArgumentException if the limit is negative
     */
    static WhenFull block(Duration limit) {
        return new Block(limit);
    }

    /** Runs the job on the submitter's thread, outside the pool's bound. Not for jobs that rely on an order. */
    static WhenFull callerRuns() {
        return new CallerRuns();
    }

    /** Drops the job that is being submitted: it counts as dropped, and its handle completes as {@link Outcome.Dropped}. */
    static WhenFull dropNewest() {
        return new DropNewest();
    }

    /**
     * Drops the oldest jobs that have not started, until there is room: each counts as dropped, and its handle completes as {@link Outcome.Dropped}. With one worker it is exactly the oldest, of the lowest priority that waits; with more, the head of the job
     * queue, or if that is empty, of the worker with the longest backlog.
     */
    static WhenFull dropOldest() {
        return new DropOldest();
    }

    /** The limit of {@link #block()}. */
    Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);

    /** See {@link WhenFull#reject()}. */
    record Reject() implements WhenFull {
        @Override
        public String toString() {
            return "reject()";
        }
    }

    /**
     * See {@link WhenFull#block(Duration)}.
     *
     * @param limit how long to wait
     */
    record Block(Duration limit) implements WhenFull {
        /** Refuses a negative limit. */
        public Block {
            requireNonNull(limit, "limit");
            if (limit.isNegative()) {
                throw new IllegalArgumentException("block limit must be >= 0, was " + limit);
            }
        }

        @Override
        public String toString() {
            return limit.equals(FOREVER) ? "block()" : "block(" + limit + ")";
        }
    }

    /** See {@link WhenFull#callerRuns()}. */
    record CallerRuns() implements WhenFull {
        @Override
        public String toString() {
            return "callerRuns()";
        }
    }

    /** See {@link WhenFull#dropNewest()}. */
    record DropNewest() implements WhenFull {
        @Override
        public String toString() {
            return "dropNewest()";
        }
    }

    /** See {@link WhenFull#dropOldest()}. */
    record DropOldest() implements WhenFull {
        @Override
        public String toString() {
            return "dropOldest()";
        }
    }
}
