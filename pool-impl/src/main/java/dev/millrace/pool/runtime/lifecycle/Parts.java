package dev.millrace.pool.runtime.lifecycle;

import dev.millrace.pool.runtime.admission.Admission;
import dev.millrace.pool.runtime.admission.Departures;
import dev.millrace.pool.runtime.admission.WaitingLine;
import dev.millrace.pool.runtime.control.ControllerThread;
import dev.millrace.pool.runtime.dispatch.DispatcherThreads;
import dev.millrace.pool.runtime.job.JobQueue;
import dev.millrace.pool.runtime.seat.Seats;
import dev.millrace.pool.runtime.worker.Crew;

/**
 * What a close has to reach.
 *
 * @param admission closed first
 * @param departures told of jobs that are handed back
 * @param line whose waiters leave
 * @param queue drained by hand-back
 * @param seats likewise
 * @param crew whose end is the end
 * @param dispatchers ended after it
 * @param controller likewise
 */
public record Parts(
        Admission admission,
        Departures departures,
        WaitingLine line,
        JobQueue queue,
        Seats seats,
        Crew crew,
        DispatcherThreads dispatchers,
        ControllerThread controller) {}
