package dev.millrace.pool.runtime.lifecycle;

import dev.millrace.pool.runtime.admission.Admission;
import dev.millrace.pool.runtime.admission.WaitingLine;
import dev.millrace.pool.runtime.control.ControllerThread;
import dev.millrace.pool.runtime.dispatch.DispatcherThreads;
import dev.millrace.pool.runtime.events.Courier;
import dev.millrace.pool.runtime.handle.Home;
import dev.millrace.pool.runtime.job.JobQueue;
import dev.millrace.pool.runtime.seat.Seats;
import dev.millrace.pool.runtime.strand.Strands;
import dev.millrace.pool.runtime.watch.Watch;
import dev.millrace.pool.runtime.worker.Actions;
import dev.millrace.pool.runtime.worker.Alarms;
import dev.millrace.pool.runtime.worker.Crew;
import dev.millrace.pool.runtime.worker.Pause;

/**
 * What a close has to reach.
 *
 * @param admission closed first
 * @param home told of jobs that are handed back
 * @param line whose waiters leave
 * @param queue drained by hand-back
 * @param seats likewise
 * @param strands likewise, wherever their elements are
 * @param crew whose end is the end
 * @param dispatchers ended after it
 * @param controller likewise
 * @param watch likewise
 * @param alarms likewise
 * @param actions likewise
 * @param courier likewise, and last of them
 * @param pause ended, so that accepted jobs run
 * @param batchers publishes what batching submitters hold, after the admission was closed
 * @param fans ends the fan-ins for which no turn will come any more; throws nothing
 */
public record Parts(
        Admission admission,
        Home home,
        WaitingLine line,
        JobQueue queue,
        Seats seats,
        Strands strands,
        Crew crew,
        DispatcherThreads dispatchers,
        ControllerThread controller,
        Watch watch,
        Alarms alarms,
        Actions actions,
        Courier courier,
        Pause pause,
        Runnable batchers,
        Runnable fans) {}
