package dev.millrace.tool;

/** Keeps a processor busy for a known number of steps, with nothing in memory and nothing that a compiler could leave out. */
public final class Work {
    private static final long MULTIPLIER = 6_364_136_223_846_793_005L;

    private static volatile long sink;

    private Work() {}

    /** Takes about a nanosecond a step. */
    public static void burn(long steps) {
        long value = steps;
        for (long step = 0; step < steps; step++) {
            value = value * MULTIPLIER + step;
        }
        if (value == MULTIPLIER) {
            sink = value; // hardly ever, which the compiler cannot know
        }
    }
}
