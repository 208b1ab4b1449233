package dev.millrace.pool.metrics.report;

import dev.millrace.pool.metrics.LatencyReport;
import dev.millrace.pool.metrics.LatencySeries;
import java.time.Duration;
import java.time.Instant;

/**
 * One interval of a run. Counts are those of the interval; depth and workers are readings at its end, or where several
 * intervals were joined, the largest of the depths and the last of the others.
 *
 * @param from its begin
 * @param to its end
 * @param arrived jobs accepted, refused, or run by their submitter
 * @param ran jobs that ended by running
 * @param failed those of them that ended by an exception
 * @param rejected jobs refused
 * @param depth jobs accepted and not started; -1 if that is not known, as are then all of the above and below but the times
 * @param workers workers at their place
 * @param busy those of them that ran a job
 * @param waitTimes submit to start, of the jobs that ended in the interval
 * @param runTimes start to end, of these jobs
 * @param totalTimes submit to end, of these jobs
 */
public record TimelinePoint(
        Instant from,
        Instant to,
        long arrived,
        long ran,
        long failed,
        long rejected,
        int depth,
        int workers,
        int busy,
        Times waitTimes,
        Times runTimes,
        Times totalTimes) {

    /**
     * The times of one series.
     *
     * @param count how many jobs were recorded; where it is 0, so is the rest
     * @param p50 median, in nanoseconds
     * @param p99 what 99 % did not exceed, in nanoseconds
     * @param max the largest, in nanoseconds
     */
    public record Times(long count, long p50, long p99, long max) {
        static Times of(LatencyReport report, LatencySeries which) {
            var each = report.series(which);
            return new Times(each.count(), each.percentile(50), each.percentile(99), each.max());
        }
    }

    /** How long the interval was. */
    public Duration length() {
        return Duration.between(from, to);
    }

    /** Jobs a second that ended by running; NaN if that is not known. */
    public double ranPerSecond() {
        return perSecond(ran);
    }

    /** Jobs a second that arrived; NaN if that is not known. */
    public double arrivedPerSecond() {
        return perSecond(arrived);
    }

    boolean isCounted() {
        return depth >= 0;
    }

    Times times(LatencySeries which) {
        return switch (which) {
            case WAIT -> waitTimes;
            case RUN -> runTimes;
            case TOTAL -> totalTimes;
        };
    }

    private double perSecond(long jobs) {
        long millis = length().toMillis();
        return isCounted() && millis > 0 ? jobs * 1e3 / millis : Double.NaN;
    }
}
