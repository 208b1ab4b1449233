package dev.millrace.cli.load;

import dev.millrace.pool.PoolStats;
import dev.millrace.tool.Build;
import dev.millrace.tool.ContextSwitches;
import dev.millrace.tool.Host;
import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.AbstractHistogram;
import org.jspecify.annotations.Nullable;

/** The outcome for programs, as maps, lists and values. Times are nanoseconds unless the name tells. */
final class JsonReport {
    private JsonReport() {}

    static Map<String, @Nullable Object> of(Outcome outcome) {
        Measured measured = outcome.measured();
        return object(
                "command",
                outcome.header().arguments(),
                "millrace",
                Build.version(),
                "machine",
                Host.machine(),
                "java",
                Host.java(),
                "input",
                outcome.header().input(),
                "rate",
                rate(measured.rate()),
                "latency",
                latency(measured.latencies()),
                "lateSend",
                percentiles(measured.lateness()),
                "usage",
                usage(measured),
                "flow",
                flow(measured.flow()),
                "seconds",
                measured.seconds().stream().map(JsonReport::second).toList(),
                "verdict",
                verdict(outcome.verdict()));
    }

    private static Map<String, @Nullable Object> rate(Rate rate) {
        return object(
                "offered", rate.offered(),
                "achieved", rate.achieved(),
                "slowestSecond", Double.isNaN(rate.slowestSecond()) ? null : rate.slowestSecond(),
                "worstLateness", rate.worstLatenessNanos(),
                "unsent", rate.unsent(),
                "interrupted", rate.interrupted(),
                "held", rate.held(),
                "text", rate.verdict());
    }

    private static Map<String, @Nullable Object> latency(Latencies latencies) {
        return object(
                "response", percentiles(latencies.response()),
                "wait", percentiles(latencies.waited()),
                "run", percentiles(latencies.ran()));
    }

    private static Map<String, @Nullable Object> percentiles(AbstractHistogram histogram) {
        return object(
                "count", histogram.getTotalCount(),
                "mean", histogram.getMean(),
                "p50", histogram.getValueAtPercentile(50),
                "p90", histogram.getValueAtPercentile(90),
                "p99", histogram.getValueAtPercentile(99),
                "p99.9", histogram.getValueAtPercentile(99.9),
                "p99.99", histogram.getValueAtPercentile(99.99),
                "max", histogram.getMaxValue());
    }

    private static Map<String, @Nullable Object> usage(Measured measured) {
        ContextSwitches switches = measured.usage().switches();
        return object(
                "cpu", measured.usage().cpuNanos(),
                "cpuSecondsPerMillionJobs", measured.cpuSecondsPerMillion(),
                "generatorCpuSecondsPerMillionJobs", measured.generatorCpuSecondsPerMillion(),
                "voluntarySwitches", switches.known() ? switches.voluntary() : null,
                "involuntarySwitches", switches.known() ? switches.involuntary() : null,
                "collections", measured.usage().collections(),
                "collectionMillis", measured.usage().collectionMillis());
    }

    private static Map<String, @Nullable Object> flow(PoolStats.Flow flow) {
        return object(
                "batches", flow.batches(),
                "chunks", flow.chunks(),
                "chunkJobs", flow.chunkJobs(),
                "throughLanes", flow.throughLanes(),
                "stealAttempts", flow.stealAttempts(),
                "steals", flow.steals(),
                "stolenJobs", flow.stolenJobs(),
                "parks", flow.parks(),
                "wakes", flow.wakes(),
                "resizes", flow.resizes());
    }

    private static Map<String, @Nullable Object> second(History.Second second) {
        return object(
                "elapsed", second.elapsedNanos(),
                "jobsPerSecond", second.jobsPerSecond(),
                "depth", second.depth(),
                "workers", second.workers(),
                "p50", second.p50(),
                "p99", second.p99(),
                "max", second.max());
    }

    private static Map<String, @Nullable Object> verdict(Verdict verdict) {
        return object(
                "verified", verdict.verified(),
                "problems", verdict.problems(),
                "accepted", verdict.jobs().accepted(),
                "completed", verdict.jobs().completed(),
                "failed", verdict.jobs().failed(),
                "cancelled", verdict.jobs().cancelled(),
                "expired", verdict.jobs().expired(),
                "dropped", verdict.jobs().dropped(),
                "rejected", verdict.jobs().rejected(),
                "callerRan", verdict.jobs().callerRan(),
                "returned", verdict.jobs().handedBack(),
                "lost", verdict.audit().lost(),
                "duplicated", verdict.audit().duplicated());
    }

    private static Map<String, @Nullable Object> object(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return object;
    }
}
