package dev.millrace.pool.runtime.worker;

import dev.millrace.pool.LatencyRecorder;
import dev.millrace.pool.runtime.admission.Admission;
import dev.millrace.pool.runtime.admission.WaitingLine;
import dev.millrace.pool.runtime.dispatch.Dispatcher;
import dev.millrace.pool.runtime.dispatch.Guide;
import dev.millrace.pool.runtime.fan.LateCalls;
import dev.millrace.pool.runtime.handle.Home;
import dev.millrace.pool.runtime.idle.Idle;
import dev.millrace.pool.runtime.job.Envelopes;
import dev.millrace.pool.runtime.job.JobQueue;
import dev.millrace.pool.runtime.seat.Seats;
import dev.millrace.pool.runtime.steal.Thief;
import org.jspecify.annotations.Nullable;

/**
 * What all workers of a pool share.
 *
 * @param queue where a leaving worker puts what it had
 * @param seats all places
 * @param idle who of the workers searches and sleeps
 * @param dispatcher where jobs come from
 * @param thief how they are stolen
 * @param guide how many at a time
 * @param admission knows when all is done
 * @param line told of each job that starts
 * @param home the pool as its handles see it
 * @param attention whether a worker must look at anything before a job
 * @param pause the order to start no further job
 * @param failures told of each that fails
 * @param quarantine told of each that kills its worker
 * @param pokes whether jobs that are stuck may be interrupted
 * @param locals forgets thread locals after each job, or null if they are kept
 * @param envelopes where those of timed jobs go when they are empty
 * @param recorder gives each worker its writer, if latency is recorded
 * @param lateCalls fan-outs to be heard by who has nothing to do
 * @param firstJob run when a worker finds work: starts what must not tick before
 */
public record Surroundings(
        JobQueue queue,
        Seats seats,
        Idle idle,
        Dispatcher dispatcher,
        Thief thief,
        Guide guide,
        Admission admission,
        WaitingLine line,
        Home home,
        Attention attention,
        Pause pause,
        Failures failures,
        Quarantine quarantine,
        boolean pokes,
        @Nullable ThreadLocals locals,
        Envelopes envelopes,
        @Nullable LatencyRecorder recorder,
        LateCalls lateCalls,
        Runnable firstJob) {}
