package dev.millrace.pool.runtime.flow;

import dev.millrace.pool.FanOut;
import dev.millrace.pool.JobOptions;
import dev.millrace.pool.runtime.fan.FanHost;

/** Courses of one stage by a {@link FanOut}. */
final class Single {
    private Single() {}

    /** How many jobs at once. */
    static int width(FanHost host, FanOut policy) {
        return policy.width().orElse(Math.max(1, host.workers()));
    }

    /** Begins. */
    static void open(Course course, Stage.Body body, Inputs inputs, Channel out, FanOut policy) {
        Source source = new Source(
                course.host(),
                inputs,
                inputs.finite(),
                course.openedNanos(),
                thrown -> course.fail(thrown, policy.failsFast()));
        course.read(source);
        JobOptions each = policy.options();
        course.add(new Stage(course, source, out, body, inputs.finite() ? sinceTheCall(each) : each));
        course.open(policy.deadline(), inputs.finite() ? each.startBudget() : null);
    }

    /** The budget for the wait is that of all of them together. */
    private static JobOptions sinceTheCall(JobOptions each) {
        JobOptions options = JobOptions.none().priority(each.priority());
        if (each.label() != null) {
            options = options.label(each.label());
        }
        return each.runBudget() == null ? options : options.runWithin(each.runBudget());
    }
}
