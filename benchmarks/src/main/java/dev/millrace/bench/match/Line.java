package dev.millrace.bench.match;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A round of one contender, as it is kept.
 *
 * @param scenario what was done
 * @param cell which variant of it
 * @param contender by whom
 * @param role as what
 * @param fork in which process
 * @param round in which round of it
 * @param jobs how many were verified to have ended
 * @param nanos how long the round took
 * @param use what was used meanwhile
 * @param scores by the names of metrics
 * @param failure why it did not do what it was asked to, or null
 */
public record Line(
        String scenario,
        String cell,
        String contender,
        Role role,
        int fork,
        int round,
        long jobs,
        long nanos,
        Use use,
        Map<String, Double> scores,
        @Nullable String failure) {

    /** Whether it did what it was asked to. */
    public boolean isVerified() {
        return failure == null;
    }

    /** A score, or NaN. */
    public double score(Metric metric) {
        return metric.equals(Metric.BYTES) ? bytesPerJob() : scores.getOrDefault(metric.name(), Double.NaN);
    }

    /** Processors that were busy on average. */
    public double processors() {
        return (double) use.cpuNanos() / nanos;
    }

    /** Processor time a job in nanoseconds. */
    public double cpuNanosPerJob() {
        return (double) use.cpuNanos() / jobs;
    }

    /** Switches a thousand jobs to wait, or NaN where the system does not tell. */
    public double voluntaryPerThousand() {
        return use.switches().known() ? use.switches().voluntary() * 1e3 / jobs : Double.NaN;
    }

    /** Switches a thousand jobs by the scheduler's will, or NaN. */
    public double involuntaryPerThousand() {
        return use.switches().known() ? use.switches().involuntary() * 1e3 / jobs : Double.NaN;
    }

    /** Bytes allocated a job. */
    public double bytesPerJob() {
        return (double) use.bytes() / jobs;
    }
}
