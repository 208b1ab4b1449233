package dev.millrace.pool.runtime.control;

import dev.millrace.pool.SizingPolicy;
import java.util.concurrent.TimeUnit;

/**
 * A policy with its period as it was when it was set.
 *
 * @param policy who is asked
 * @param periodNanos how often
 */
record Rule(SizingPolicy policy, long periodNanos) {

    /** What is the policy's own, and may fail, is called here. */
    static Rule of(SizingPolicy policy) {
        return new Rule(policy, TimeUnit.NANOSECONDS.convert(policy.period()));
    }

    /** Whether there is anything to ask it. */
    boolean decides() {
        return policy != SizingPolicy.fixed();
    }
}
