package dev.millrace.pool.runtime.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

@Name("dev.millrace.BatchFlush")
@Label("Batch Flush")
@Description("A batching submitter has published what it had collected")
@Category("Millrace")
@StackTrace(false)
@Enabled(false) // there may be a hundred thousand of them a second
final class BatchFlushEvent extends Event {
    @Label("Pool")
    String pool = "";

    @Label("Jobs")
    int jobs;

    @Label("Cause")
    @Description("FULL, LINGER, AT_ONCE or ASKED")
    String cause = "";

    @Label("Held Back")
    @Description("How long the oldest of the jobs was held back")
    @Timespan(Timespan.NANOSECONDS)
    long heldBack;
}
