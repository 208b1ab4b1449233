package dev.millrace.pool.runtime.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Percentage;
import jdk.jfr.StackTrace;

@Name("dev.millrace.SloState")
@Label("Objective State")
@Description("A service level objective of a pool has changed its state")
@Category("Millrace")
@StackTrace(false)
final class SloStateEvent extends Event {
    @Label("Pool")
    String pool = "";

    @Label("Objective")
    String objective = "";

    @Label("State")
    @Description("OK, WARNING or BREACHED")
    String state = "";

    @Label("Good")
    @Description("The share of good events in its window")
    @Percentage
    double good;

    @Label("Target")
    @Description("The share that must be good")
    @Percentage
    double target;

    @Label("Events")
    @Description("How many there were in the window; milliseconds, for an objective of depth")
    long events;

    @Label("Burn Rate")
    @Description("How fast the error budget went over the window: 1 uses it up exactly")
    double burnRate;

    @Label("Short Burn Rate")
    @Description("The same over the last twelfth of the window")
    double shortBurnRate;

    @Label("Shedding")
    @Description("Whether the pool refuses jobs because of it")
    boolean shedding;
}
