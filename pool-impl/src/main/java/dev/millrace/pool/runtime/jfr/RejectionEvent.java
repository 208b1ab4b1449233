package dev.millrace.pool.runtime.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;

@Name("dev.millrace.Rejection")
@Label("Jobs Rejected")
@Description(
        "Jobs were refused: those of one reason since the event before, at most one event a second; thread and stack are those of the last of them, or of Flight Recorder if it tells of the rest")
@Category("Millrace")
@Period("1 s")
final class RejectionEvent extends Event {
    @Label("Pool")
    String pool = "";

    @Label("Reason")
    @Description("FULL, TIMED_OUT, INTERRUPTED, CLOSED, HOPELESS, QUARANTINED or SHED")
    String reason = "";

    @Label("Jobs")
    @Description("How many were refused for it since the event before")
    long jobs;
}
