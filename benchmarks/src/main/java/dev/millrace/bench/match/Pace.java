package dev.millrace.bench.match;

/**
 * How long is played.
 *
 * @param warmupNanos length of a round that does not count; 0 for none of them
 * @param rounds of each contender
 * @param roundNanos length of one, about
 * @param warmups rounds before them that do not count
 * @param mostWarmups how many there are at most for a contender that still gets faster
 */
public record Pace(long warmupNanos, int rounds, long roundNanos, int warmups, int mostWarmups) {
    private static final int PATIENCE = 10;

    /** With one round that does not count, if it has a length. */
    public Pace(long warmupNanos, int rounds, long roundNanos) {
        this(warmupNanos, rounds, roundNanos, warmupNanos > 0 ? 1 : 0, warmupNanos > 0 ? 1 : 0);
    }

    /** With so many rounds at most. */
    public Pace atMost(int most) {
        return new Pace(warmupNanos, Math.min(rounds, most), roundNanos, warmups, mostWarmups);
    }

    /** With rounds of another length. */
    public Pace withRounds(long nanos) {
        return new Pace(warmupNanos, rounds, nanos, warmups, mostWarmups);
    }

    /** Without a warm-up. */
    public Pace cold() {
        return new Pace(0, rounds, roundNanos);
    }

    /** For code that has not run before: each contender gets so many rounds that do not count, and more while it gets faster by them. */
    public Pace fromCold(int least) {
        return warmupNanos > 0
                ? new Pace(warmupNanos, rounds, roundNanos, least, PATIENCE * least)
                : new Pace(0, rounds, roundNanos);
    }
}
