package dev.millrace.bench.match;

/**
 * How long is played.
 *
 * @param warmupNanos each contender before the first round; 0 for none
 * @param rounds of each contender
 * @param roundNanos length of one, about
 */
public record Pace(long warmupNanos, int rounds, long roundNanos) {

    /** With so many rounds at most. */
    public Pace atMost(int most) {
        return new Pace(warmupNanos, Math.min(rounds, most), roundNanos);
    }

    /** With rounds of another length. */
    public Pace withRounds(long nanos) {
        return new Pace(warmupNanos, rounds, nanos);
    }

    /** Without a warm-up. */
    public Pace cold() {
        return new Pace(0, rounds, roundNanos);
    }
}
