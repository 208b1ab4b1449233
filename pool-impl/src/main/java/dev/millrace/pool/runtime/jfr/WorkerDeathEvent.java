package dev.millrace.pool.runtime.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

@Name("dev.millrace.WorkerDeath")
@Label("Worker Death")
@Description("A worker has died; its successor may have begun")
@Category("Millrace")
@StackTrace(false)
final class WorkerDeathEvent extends Event {
    @Label("Pool")
    String pool = "";

    @Label("Worker")
    String worker = "";

    @Label("Cause")
    String cause = "";
}
