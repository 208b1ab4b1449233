package dev.millrace.pool.runtime.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

@Name("dev.millrace.Resize")
@Label("Pool Resize")
@Description("The size of a pool was changed, or a decision about it could not be had")
@Category("Millrace")
@StackTrace(false)
final class ResizeEvent extends Event {
    @Label("Pool")
    String pool = "";

    @Label("Cause")
    @Description("Who asked: POLICY or HAND; LATE or FAILED where nothing changed since a decision could not be had")
    String cause = "";

    @Label("From")
    int from;

    @Label("To")
    int to;

    @Label("Reason")
    String reason = "";

    @Label("Depth")
    @Description("Jobs accepted and not started, when it was decided; -1 by hand")
    int depth;

    @Label("Capacity")
    @Description("How many such jobs there may be; -1 by hand")
    int capacity;

    @Label("Busy")
    @Description("Workers that ran a job; -1 by hand")
    int busy;

    @Label("Mean Run Time")
    @Description("Of the jobs that were timed in the period before; 0 if none was")
    @Timespan(Timespan.NANOSECONDS)
    long meanRun;
}
