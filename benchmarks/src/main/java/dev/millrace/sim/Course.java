package dev.millrace.sim;

/** What was meant to come at each moment of a trace: the averages that chance moves around. */
interface Course {

    /** Jobs that arrive in a second. */
    double perSecond(long atNanos);

    /** Mean run time of those that arrive. */
    double meanNanos(long atNanos);
}
