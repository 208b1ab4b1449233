package dev.millrace.pool.runtime.flow;

import dev.millrace.pool.Outcome;
import dev.millrace.pool.Trace;
import java.time.Duration;

/** Why a course ended before its time. */
enum End {
    /** Closed by its consumer, or one of its jobs has failed. */
    CANCELLED {
        @Override
        void stop(Job job) {
            job.cancel(true);
        }

        @Override
        <T> Outcome<T> unbegun(Trace trace) {
            return new Outcome.Cancelled<>(trace);
        }
    },
    /** Its time was over. */
    OVERDUE {
        @Override
        void stop(Job job) {
            job.overdue();
        }

        @Override
        <T> Outcome<T> unbegun(Trace trace) {
            return new Outcome.Expired<>(trace);
        }
    },
    /** The pool was closed. */
    HANDED_BACK {
        @Override
        void stop(Job job) {
            job.cancel(true);
        }

        @Override
        <T> Outcome<T> unbegun(Trace trace) {
            return new Outcome.HandedBack<>(trace);
        }
    },
    /** The pool was full and has dropped its last turn. */
    DROPPED {
        @Override
        void stop(Job job) {
            job.cancel(true);
        }

        @Override
        <T> Outcome<T> unbegun(Trace trace) {
            return new Outcome.Dropped<>(trace);
        }
    };

    /** Ends a job that has begun, or is about to. */
    abstract void stop(Job job);

    abstract <T> Outcome<T> unbegun(Trace trace);

    /** The fate of an input with which no job began. */
    final <T> Outcome<T> ofUnbegun(long sinceNanos) {
        return unbegun(new Trace(null, Duration.ofNanos(System.nanoTime() - sinceNanos), Duration.ZERO));
    }

    /** By the fate of the turn that would have begun with it. */
    static End of(Outcome<?> fate) {
        return fate instanceof Outcome.Dropped ? DROPPED : fate instanceof Outcome.Expired ? OVERDUE : HANDED_BACK;
    }
}
