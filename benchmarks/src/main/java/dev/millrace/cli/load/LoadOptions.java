package dev.millrace.cli.load;

import dev.millrace.pool.Dispatch;
import dev.millrace.pool.PoolConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a run is asked to do, valid by construction.
 *
 * @param rate jobs a second
 * @param seconds length of the measured part
 * @param warmup seconds before it whose latencies are thrown away
 * @param workers bounds of the pool's size
 * @param capacity the pool's bound
 * @param batch jobs a submission
 * @param dispatch who moves jobs to the workers
 * @param skew which jobs are longer
 * @param input folder to read, or null for the class files of the JDK
 * @param report folder to write, or null
 * @param explain whether to print the pool's own account
 */
record LoadOptions(
        int rate,
        double seconds,
        double warmup,
        WorkerRange workers,
        int capacity,
        int batch,
        Dispatch dispatch,
        Skew skew,
        @Nullable Path input,
        @Nullable Path report,
        boolean explain) {

    private static final int MOST_RATE = 100_000_000;
    private static final double LEAST_SECONDS = 0.1;
    private static final double MOST_SECONDS = 86_400;
    /** The ledger has a byte for each; an array of Java ends a little above 2^31. */
    private static final long MOST_JOBS = 2_000_000_000;

    private static final int MOST_FACTOR = 1_000_000;

    /** Checks every option and names all problems in one {@link IllegalArgumentException}. */
    LoadOptions {
        List<String> problems = new ArrayList<>();
        check(
                problems,
                1 <= rate && rate <= MOST_RATE,
                "--rate must be 1 to %,d jobs a second, was %,d",
                MOST_RATE,
                rate);
        check(
                problems,
                LEAST_SECONDS <= seconds && seconds <= MOST_SECONDS,
                "--seconds must be %s to %,.0f, was %s",
                LEAST_SECONDS,
                MOST_SECONDS,
                seconds);
        check(
                problems,
                0 <= warmup && warmup <= MOST_SECONDS,
                "--warmup must be 0 to %,.0f, was %s",
                MOST_SECONDS,
                warmup);
        check(
                problems,
                rate * (seconds + warmup) <= MOST_JOBS,
                "--rate x (--seconds + --warmup) must be at most %,d jobs, was %,.0f",
                MOST_JOBS,
                rate * (seconds + warmup));
        check(
                problems,
                1 <= workers.min() && workers.min() <= workers.max() && workers.max() <= PoolConfig.MAX_WORKERS,
                "--workers must be MIN:MAX with 1 <= MIN <= MAX <= %d, was %s",
                PoolConfig.MAX_WORKERS,
                workers);
        check(
                problems,
                1 <= capacity && capacity <= PoolConfig.MAX_QUEUE_CAPACITY,
                "--capacity must be 1 to %,d, was %,d",
                PoolConfig.MAX_QUEUE_CAPACITY,
                capacity);
        check(
                problems,
                1 <= batch && batch <= capacity,
                "--batch must be 1 to --capacity (%,d), was %,d",
                capacity,
                batch);
        check(
                problems,
                !(dispatch instanceof Dispatch.Dedicated dedicated) || dedicated.dispatchers() <= workers.max(),
                "--dispatch dedicated:N must have N <= MAX of --workers (%d), was %s",
                workers.max(),
                DispatchConverter.toText(dispatch));
        check(
                problems,
                0 <= skew.share() && skew.share() <= 1 && 1 <= skew.factor() && skew.factor() <= MOST_FACTOR,
                "--skew must be SHARE:FACTOR with 0 <= SHARE <= 1 and 1 <= FACTOR <= %,d, was %s",
                MOST_FACTOR,
                skew);
        check(
                problems,
                input == null || Files.isDirectory(input),
                "--input must be a folder that exists, was '%s'",
                input);
        check(
                problems,
                report == null || !Files.exists(report) || Files.isDirectory(report),
                "--report must be a folder or a new name, was the file '%s'",
                report);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join(System.lineSeparator(), problems));
        }
    }

    /** Jobs of the warm-up. */
    int warmupJobs() {
        return (int) Math.round(rate * warmup);
    }

    /** Jobs of the measured part, at least one. */
    int measuredJobs() {
        return Math.max(1, (int) Math.round(rate * seconds));
    }

    private static void check(List<String> problems, boolean fine, String message, @Nullable Object... values) {
        if (!fine) {
            problems.add(String.format(Locale.ROOT, message, values));
        }
    }
}
