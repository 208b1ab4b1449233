package dev.millrace.pool;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A job that has run longer than {@link StuckJobs#after}.
 *
 * @param worker name of the thread that runs it
 * @param job its label, else the class and method in which its part of the stack begins
 * @param since when it was first seen running
 * @param age how long it has run at least
 * @param stack the stack of its thread, when it was looked at
 * @param interrupted whether it was interrupted since it is stuck
 */
public record StuckJob(
        String worker, String job, Instant since, Duration age, List<StackTraceElement> stack, boolean interrupted) {
    /** Copies the stack. */
    public StuckJob {
        stack = List.copyOf(stack);
    }
}
