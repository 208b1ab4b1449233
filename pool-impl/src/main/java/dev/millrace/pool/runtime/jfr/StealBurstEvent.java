package dev.millrace.pool.runtime.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

@Name("dev.millrace.StealBurst")
@Label("Steal Burst")
@Description("Workers have stolen from each other more than 1,000 times a second, since Flight Recorder looked before")
@Category("Millrace")
@StackTrace(false)
@Period("1 s")
final class StealBurstEvent extends Event {
    @Label("Pool")
    String pool = "";

    @Label("Steals")
    long steals;

    @Label("Attempts")
    @Description("Looks at a neighbour that had something")
    long attempts;

    @Label("Stolen Jobs")
    @Description("Jobs or elements that the steals brought")
    long stolenJobs;

    @Label("Elapsed")
    @Description("Since the look before")
    @Timespan(Timespan.NANOSECONDS)
    long elapsed;
}
