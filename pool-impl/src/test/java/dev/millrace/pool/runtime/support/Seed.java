package dev.millrace.pool.runtime.support;

import java.util.SplittableRandom;

/** Where the choices of a random test come from: {@code -Dmillrace.seed=N} repeats those of a run that failed. */
public record Seed(long value) {
    static final String PROPERTY = "millrace.seed";

    static Seed next() {
        Long given = Long.getLong(PROPERTY);
        return new Seed(given != null ? given : System.nanoTime());
    }

    /** Choices for one of several threads. */
    public SplittableRandom random(int stream) {
        return new SplittableRandom(value * 31 + stream);
    }
}
