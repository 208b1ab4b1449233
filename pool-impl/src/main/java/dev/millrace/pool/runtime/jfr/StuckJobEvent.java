package dev.millrace.pool.runtime.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

@Name("dev.millrace.StuckJob")
@Label("Stuck Job")
@Description("A job has run longer than the pool takes for normal, or one that had has ended")
@Category("Millrace")
@StackTrace(false)
final class StuckJobEvent extends Event {
    @Label("Pool")
    String pool = "";

    @Label("Worker")
    String worker = "";

    @Label("Job")
    String job = "";

    @Label("Age")
    @Description("How long it has run at least")
    @Timespan(Timespan.NANOSECONDS)
    long age;

    @Label("Ended")
    boolean ended;

    @Label("Interrupted")
    @Description("Whether it was interrupted since it is stuck")
    boolean interrupted;

    @Label("Stack")
    @Description("The innermost frames of its thread, when it was looked at")
    String stack = "";
}
