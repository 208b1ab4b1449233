package dev.millrace.bench.table;

import static dev.millrace.bench.table.Bound.BEST_PEER;
import static dev.millrace.bench.table.Bound.LIMIT;
import static dev.millrace.bench.table.Bound.VALUE;

import dev.millrace.bench.match.Metric;
import java.util.List;

/** What Millrace is to reach, by scenario. */
final class Goals {
    private static final Metric RATE = Metric.more("rate", "M jobs/s");
    private static final Metric P50 = Metric.less("p50", "us");
    private static final Metric P99 = Metric.less("p99", "us");
    private static final Metric BYTES = Metric.BYTES;
    private static final Metric WAKES = Metric.less("wakes", "a burst");
    private static final Metric SHARE = Metric.more("share", "of N/S");
    private static final Metric P99_IDEAL = Metric.less("p99/ideal", "x");
    private static final Metric P999_IDEAL = Metric.less("p99.9/ideal", "x");
    private static final String TPE = "THREAD_POOL_LINKED";

    private Goals() {}

    /** What it takes to be state of the art. */
    static List<Bound> gate(String scenario) {
        return switch (scenario) {
            case "S1" ->
                List.of(
                        new Bound("empty", RATE, TPE, 4),
                        new Bound("empty", RATE, BEST_PEER, 1),
                        new Bound("100ns", RATE, TPE, 4),
                        new Bound("100ns", RATE, BEST_PEER, 1));
            case "S1b" ->
                List.of(
                        new Bound("2p-empty", RATE, TPE, 3),
                        new Bound("2p-100ns", RATE, TPE, 3),
                        new Bound("4p-empty", RATE, TPE, 3),
                        new Bound("4p-100ns", RATE, TPE, 3));
            case "S2" ->
                List.of(
                        new Bound("32-empty", RATE, "MILLRACE_SINGLES", 3),
                        new Bound("256-empty", RATE, "MILLRACE_SINGLES", 3));
            case "S3" -> List.of(new Bound("spin", P50, TPE, 1.0 / 3), new Bound("handle", P50, TPE, 1.0 / 3));
            case "S3b" -> List.of(new Bound("wake", P50, LIMIT, 1.2));
            case "S4" -> List.of(new Bound("1M", P99, TPE, 0.1));
            case "S5" ->
                List.of(
                        new Bound("1:100-2", P99_IDEAL, TPE, 1.1),
                        new Bound("1:100-8", P99_IDEAL, TPE, 1.1),
                        new Bound("1:100-64", P99_IDEAL, TPE, 1.1),
                        new Bound("1:100-8", P99_IDEAL, "NETTY", 0.1));
            case "S6" -> List.of(new Bound("64", SHARE, VALUE, 0.98), new Bound("256", SHARE, VALUE, 0.98));
            case "S7" ->
                List.of(
                        new Bound("fib-1-worker", RATE, VALUE, 0),
                        new Bound("fib", RATE, BEST_PEER, 0.5),
                        new Bound("skynet", RATE, BEST_PEER, 0.5));
            case "S8" -> List.of(new Bound("64-workers", Metric.less("cpu", "ms/min"), VALUE, 1));
            case "S9" ->
                List.of(
                        new Bound("queued-64K", Metric.less("queued", "B/job"), VALUE, 8),
                        new Bound("100-workers", Metric.less("plumbing", "KB"), VALUE, 1_800));
            case "S10" -> List.of(new Bound("execute", BYTES, VALUE, 0.01));
            default -> List.of();
        };
    }

    /** What would be worth a claim. */
    static List<Bound> moonshot(String scenario) {
        return switch (scenario) {
            case "S1" ->
                List.of(
                        new Bound("empty", RATE, TPE, 10),
                        new Bound("empty", RATE, "FORK_JOIN_ASYNC", 3),
                        new Bound("empty", RATE, LIMIT, 0.8));
            case "S1b" ->
                List.of(
                        new Bound("4p-empty", RATE, "MILLRACE_ONE_PRODUCER", 0.9),
                        new Bound("4p-empty", RATE, TPE, 10),
                        new Bound("4p-empty", RATE, "ENHANCED_QUEUE", 5));
            case "S2" ->
                List.of(
                        new Bound("32-empty", RATE, BEST_PEER, 1),
                        new Bound("32-100ns", RATE, BEST_PEER, 1),
                        new Bound("256-empty", RATE, BEST_PEER, 1),
                        new Bound("256-100ns", RATE, BEST_PEER, 1));
            case "S3" ->
                List.of(
                        new Bound("spin", P50, LIMIT, 3),
                        new Bound("spin", P50, TPE, 1.0 / 20),
                        new Bound("spin", P50, "FORK_JOIN_ASYNC", 1.0 / 3));
            case "S3b" -> List.of(new Bound("wake", P50, LIMIT, 1.05), new Bound("burst-100", WAKES, VALUE, 1));
            case "S4" ->
                List.of(
                        new Bound("1M", P50, VALUE, 2),
                        new Bound("1M", P99, VALUE, 10),
                        new Bound("1M", Metric.less("p99.9", "us"), "HICCUPS", 1.5),
                        new Bound("1M", Metric.less("p99.99", "us"), "HICCUPS", 1.2),
                        new Bound("5M", P99, VALUE, 1_000));
            case "S5" ->
                List.of(
                        new Bound("1:100-2", P99_IDEAL, VALUE, 1.1),
                        new Bound("1:100-2", P999_IDEAL, VALUE, 1.1),
                        new Bound("1:100-8", P99_IDEAL, VALUE, 1.1),
                        new Bound("1:100-8", P999_IDEAL, VALUE, 1.1),
                        new Bound("1:100-64", P99_IDEAL, VALUE, 1.1),
                        new Bound("1:100-64", P999_IDEAL, VALUE, 1.1),
                        new Bound("batch-8", P999_IDEAL, "MILLRACE_SINGLES", 1.2));
            case "S6" -> List.of(new Bound("64", SHARE, VALUE, 0.995), new Bound("256", SHARE, VALUE, 0.995));
            case "S7" -> List.of(new Bound("skynet", RATE, BEST_PEER, 1), new Bound("forking", RATE, BEST_PEER, 0.8));
            case "S8" -> List.of(new Bound("64-workers", Metric.less("wake-ups", "a min"), VALUE, 0));
            case "S9" ->
                List.of(
                        new Bound("queued-64K", Metric.less("queued", "B/job"), VALUE, 4.5),
                        new Bound("100-workers", Metric.less("plumbing", "KB"), VALUE, 250));
            case "S10" ->
                List.of(
                        new Bound("execute", BYTES, VALUE, 0.005),
                        new Bound("batch-32", BYTES, VALUE, 0.005),
                        new Bound("submit", BYTES, VALUE, 32),
                        new Bound("submit", BYTES, TPE, 0.5));
            default -> List.of();
        };
    }
}
