package dev.millrace.cli.soak;

import dev.millrace.cli.load.WorkerRange;
import dev.millrace.pool.Dispatch;
import dev.millrace.pool.PoolConfig;
import dev.millrace.tool.Format;
import dev.millrace.tool.NewFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a soak is asked to do, valid by construction.
 *
 * @param minutes its length
 * @param faults the share of jobs, submits and threads that misbehave, in percent
 * @param seed where all choices come from
 * @param workers the bounds inside which pools are sized
 * @param dispatch who moves jobs to the workers, or null for another one in each life
 * @param json file for the verdict, or null
 */
record SoakOptions(
        double minutes,
        double faults,
        long seed,
        WorkerRange workers,
        @Nullable Dispatch dispatch,
        @Nullable Path json) {
    private static final double LEAST_MINUTES = 0.01;
    private static final double MOST_MINUTES = 100_000;

    /** Checks every option and names all problems in one {@link IllegalArgumentException}. */
    SoakOptions {
        List<String> problems = new ArrayList<>();
        if (!(LEAST_MINUTES <= minutes && minutes <= MOST_MINUTES)) {
            problems.add(Format.text("--minutes must be %s to %,.0f, was %s", LEAST_MINUTES, MOST_MINUTES, minutes));
        }
        if (!(0 <= faults && faults <= 100)) {
            problems.add("--faults must be 0 to 100 percent, was " + faults);
        }
        if (workers.min() < 1 || workers.min() > workers.max() || workers.max() > PoolConfig.MAX_WORKERS) {
            problems.add(Format.text(
                    "--workers must be MIN:MAX with 1 <= MIN <= MAX <= %d, was %s", PoolConfig.MAX_WORKERS, workers));
        } else if (dispatch instanceof Dispatch.Dedicated dedicated && dedicated.dispatchers() > workers.max()) {
            problems.add(Format.text(
                    "--dispatch dedicated:N must have N <= MAX of --workers (%d), was %d",
                    workers.max(), dedicated.dispatchers()));
        }
        if (json != null && !NewFile.isPossible(json)) {
            problems.add("--json must be a file in a folder that exists, was '" + json + "'");
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join(System.lineSeparator(), problems));
        }
    }

    long nanos() {
        return (long) (minutes * 60e9);
    }
}
