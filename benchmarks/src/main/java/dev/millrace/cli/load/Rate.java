package dev.millrace.cli.load;

import static dev.millrace.tool.Format.seconds;
import static dev.millrace.tool.Format.text;

/**
 * Whether the machine kept up with the schedule.
 *
 * @param offered jobs a second that were asked for
 * @param achieved jobs a second that were completed, from the first intended send to the last end
 * @param slowestSecond the least that was completed in a full second
 * @param worstLatenessNanos how far the generator fell behind its schedule at worst
 * @param unsent jobs of the schedule that were given up because its time was over, or that an interrupt left
 * @param interrupted whether the user ended it early
 * @param fullest the largest share of the pool's capacity that was seen in use
 */
record Rate(
        double offered,
        double achieved,
        double slowestSecond,
        long worstLatenessNanos,
        int unsent,
        boolean interrupted,
        double fullest) {
    /** Below this share of the offered rate the run says little about latency: most of it is the growing backlog. */
    private static final double ENOUGH = 0.99;

    private static final double FULL = 0.9;
    /** What is behind by more has had a stall that the rate does not show. */
    private static final long BEHIND_NANOS = 100_000_000;

    boolean held() {
        return unsent == 0 && achieved >= ENOUGH * offered;
    }

    String verdict() {
        if (held()) {
            return text(
                    "%s (at worst %,.3f s behind the schedule)",
                    worstLatenessNanos <= BEHIND_NANOS ? "held" : "held on the whole, with a stall",
                    seconds(worstLatenessNanos));
        }
        if (interrupted) {
            return text("interrupted, %,d jobs never sent; %,.0f jobs/s until then", unsent, achieved);
        }
        return text(
                "not held: %,.0f of %,.0f jobs/s, at worst %,.3f s behind the schedule, %,d jobs never sent; %s",
                achieved, offered, seconds(worstLatenessNanos), unsent, cause());
    }

    private String cause() {
        return fullest >= FULL
                ? "the queue was full, so the workers are what limits; the latencies are those of an overload"
                : "the queue was not full, so sending is what limits; a larger --batch sends more at less cost";
    }
}
