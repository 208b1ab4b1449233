package dev.millrace.bench.compare;

import dev.millrace.bench.match.Pace;
import java.util.concurrent.TimeUnit;

/**
 * How much is played.
 *
 * @param forks processes, one after the other
 * @param pace of each cell
 */
record Effort(int forks, Pace pace) {

    /** Minutes. */
    static final Effort SHORT = new Effort(2, new Pace(millis(100), 4, millis(50)));
    /** An hour or more. */
    static final Effort FULL = new Effort(5, new Pace(millis(1_000), 10, millis(500)));

    private static long millis(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    /** With what was asked for instead; 0 for what it has. */
    Effort with(int otherForks, int otherRounds, int otherMillis) {
        return new Effort(
                otherForks > 0 ? otherForks : forks,
                new Pace(
                        pace.warmupNanos(),
                        otherRounds > 0 ? otherRounds : pace.rounds(),
                        otherMillis > 0 ? millis(otherMillis) : pace.roundNanos()));
    }
}
