package dev.millrace.pool.runtime.support;

import dev.millrace.pool.BatchingSubmitter;
import dev.millrace.pool.JobOptions;
import dev.millrace.pool.WorkerPool;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;

/** Every way in which a job can come into a pool. */
public enum WayIn {
    EXECUTE(1, false),
    TRY_EXECUTE(1, true),
    EXECUTE_ALL(3, false),
    TRY_EXECUTE_ALL(2, true),
    SUBMIT(1, false),
    SUBMIT_WITH_OPTIONS(1, false),
    TRY_SUBMIT(1, true),
    TRY_SUBMIT_WITH_OPTIONS(1, true),
    BATCHING_ADD(1, false),
    BATCHING_SUBMIT(1, false),
    KEYED_EXECUTE(1, false),
    KEYED_TRY_EXECUTE(1, true),
    KEYED_SUBMIT(1, false),
    KEYED_SUBMIT_WITH_OPTIONS(1, false),
    VIEW_EXECUTE(1, false),
    VIEW_SUBMIT(1, false);

    /** A budget that no job that waits for another one keeps. */
    public static final JobOptions HOPELESS =
            JobOptions.startWithin(Duration.ofNanos(1)).admitByPrediction();

    private final int jobs;
    private final boolean tries;

    WayIn(int jobs, boolean tries) {
        this.jobs = jobs;
        this.tries = tries;
    }

    /** How many jobs come by it together. */
    public int jobs() {
        return jobs;
    }

    /** Whether the submitter is told by an answer, at once, and not by an exception. */
    public boolean tries() {
        return tries;
    }

    /** Whether jobs that come by it have options. */
    public boolean hasOptions() {
        return this == SUBMIT_WITH_OPTIONS || this == TRY_SUBMIT_WITH_OPTIONS || this == KEYED_SUBMIT_WITH_OPTIONS;
    }

    /** Those on which somebody waits for room. */
    public static List<WayIn> waiting() {
        return Arrays.stream(values()).filter(way -> !way.tries).toList();
    }

    /** Those whose jobs can be hopeless. */
    public static List<WayIn> withOptions() {
        return Stream.of(values()).filter(WayIn::hasOptions).toList();
    }

    /** Hands a job in; false, or the exception that was thrown, if it was refused. */
    @SuppressWarnings("FutureReturnValueIgnored")
    public boolean enter(WorkerPool pool, BatchingSubmitter batching, Runnable job, JobOptions options) {
        switch (this) {
            case EXECUTE -> pool.execute(job);
            case TRY_EXECUTE -> {
                return pool.tryExecute(job);
            }
            case EXECUTE_ALL -> pool.executeAll(Collections.nCopies(jobs, job));
            case TRY_EXECUTE_ALL -> {
                return pool.tryExecuteAll(Collections.nCopies(jobs, job));
            }
            case SUBMIT -> pool.submit(job);
            case SUBMIT_WITH_OPTIONS -> pool.submit(job, options);
            case TRY_SUBMIT -> {
                return pool.trySubmit(job).isPresent();
            }
            case TRY_SUBMIT_WITH_OPTIONS -> {
                return pool.trySubmit(job, options).isPresent();
            }
            case BATCHING_ADD -> batching.add(job);
            case BATCHING_SUBMIT -> batching.submit(job);
            case KEYED_EXECUTE -> pool.keyed("key").execute(job);
            case KEYED_TRY_EXECUTE -> {
                return pool.keyed("key").tryExecute(job);
            }
            case KEYED_SUBMIT -> pool.keyed("key").submit(job);
            case KEYED_SUBMIT_WITH_OPTIONS -> pool.keyed("key").submit(job, options);
            case VIEW_EXECUTE -> pool.asExecutorService().execute(job);
            case VIEW_SUBMIT -> pool.asExecutorService().submit(job);
        }
        return true;
    }

    /** Hands a job in that is to be refused. */
    public void refused(WorkerPool pool, BatchingSubmitter batching, Runnable job, JobOptions options) {
        boolean entered;
        try {
            entered = enter(pool, batching, job, options);
        } catch (RejectedExecutionException refusal) {
            if (tries) {
                throw new AssertionError(this + " threw", refusal);
            }
            return;
        }
        if (entered) {
            throw new AssertionError(this + " was accepted:\n" + pool.explain());
        }
        if (!tries) {
            throw new AssertionError(this + " gave false");
        }
    }
}
