package dev.millrace.sim;

import dev.millrace.pool.SizingPolicy;
import java.time.Duration;
import java.util.List;

/**
 * A policy under its name.
 *
 * @param name a word
 * @param policy the policy
 */
public record Contender(String name, SizingPolicy policy) {

    /** The pool's own, and its peers' rules. */
    public static List<Contender> all() {
        return List.of(
                new Contender("demand", SizingPolicy.demand()),
                new Contender("tokens", SizingPolicy.tokens(20, 10)),
                new Contender("thresholds", SizingPolicy.thresholds()),
                new Contender(
                        "thresholds-quick",
                        SizingPolicy.thresholds()
                                .growAbove(0.05)
                                .shrinkBelow(0.01)
                                .step(4)
                                .period(Duration.ofMillis(100))
                                .shrinkAfter(Duration.ofSeconds(2))),
                new Contender(".net-like", new StarvationRule()),
                new Contender("none-idle", new NoneIdleRule()),
                new Contender("gradient2-like", new GradientRule()));
    }
}
