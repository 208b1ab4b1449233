package dev.millrace.bench.match;

/**
 * How long is played.
 *
 * @param warmupNanos length of a round that does not count; 0 for none of them
 * @param rounds of each contender
 * @param roundNanos length of one, about
 * @param warmups rounds before them that do not count
 */
public record Pace(long warmupNanos, int rounds, long roundNanos, int warmups) {

    /** With one round that does not count, if it has a length. */
    public Pace(long warmupNanos, int rounds, long roundNanos) {
        this(warmupNanos, rounds, roundNanos, warmupNanos > 0 ? 1 : 0);
    }

    /** With so many rounds at most. */
    public Pace atMost(int most) {
        return new Pace(warmupNanos, Math.min(rounds, most), roundNanos, warmups);
    }

    /** With rounds of another length. */
    public Pace withRounds(long nanos) {
        return new Pace(warmupNanos, rounds, nanos, warmups);
    }

    /** Without a warm-up. */
    public Pace cold() {
        return new Pace(0, rounds, roundNanos);
    }

    /** For code that has not run before: the JIT gets so many rounds of all contenders, in turn as always. */
    public Pace fromCold(int rounds) {
        return new Pace(warmupNanos, this.rounds, roundNanos, warmupNanos > 0 ? rounds : 0);
    }
}
