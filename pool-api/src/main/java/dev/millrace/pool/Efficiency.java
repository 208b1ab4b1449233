package dev.millrace.pool;

import java.time.Duration;
import java.util.Locale;

/**
 * How well a fan-out used the workers.
 *
 * @param jobs how many ran
 * @param width how many could run at once: workers, or what the policy allows if that is less
 * @param wall from the call to the last result
 * @param waited from the call, or from the reading of the input, to the start: summed over the jobs
 * @param ran from the start to the end: summed over the jobs; what one thread would have needed where every job had a processor to itself
 * @param merged from the end of the last job to the moment at which the caller had all results
 */
public record Efficiency(int jobs, int width, Duration wall, Duration waited, Duration ran, Duration merged) {

    /**
     * How many times faster it was than one job after the other: {@code ran / wall}, the mean number of jobs at once. Where there are more of them than processors, jobs that compute take longer each, and one thread would have needed less than
     * {@code ran}: so this is too high there; time one thread to know.
     */
    public double speedUp() {
        return wall.isZero() ? 0 : (double) ran.toNanos() / wall.toNanos();
    }

    /** Which share of the time the workers were busy with its jobs: {@code ran / (wall x width)}. */
    public double utilisation() {
        return width == 0 ? 0 : speedUp() / width;
    }

    /** One line for people. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d jobs, at most %d at once: wall %.1f ms, speed-up %.2f, utilisation %.0f %%, wait %.1f ms, run %.1f ms, merge %.1f ms",
                jobs,
                width,
                millis(wall),
                speedUp(),
                100 * utilisation(),
                millis(waited),
                millis(ran),
                millis(merged));
    }

    private static double millis(Duration time) {
        return time.toNanos() / 1e6;
    }
}
