package dev.millrace.pool;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What a {@link FanOut} is made of. */
record FanSettings(
        boolean failsFast, OptionalInt width, @Nullable Duration deadline, JobOptions options, OptionalInt buffered)
        implements FanOut {
    static final FanSettings COLLECT_ALL =
            new FanSettings(false, OptionalInt.empty(), null, JobOptions.none(), OptionalInt.empty());
    static final FanSettings FAIL_FAST =
            new FanSettings(true, OptionalInt.empty(), null, JobOptions.none(), OptionalInt.empty());

    @Override
    public FanOut atMost(int jobs) {
        return new FanSettings(failsFast, atLeastOne("atMost", jobs), deadline, options, buffered);
    }

    @Override
    public FanOut within(Duration wanted) {
        return new FanSettings(failsFast, width, JobSettings.positive("within", wanted), options, buffered);
    }

    @Override
    public FanOut each(JobOptions wanted) {
        return new FanSettings(failsFast, width, deadline, plain(wanted), buffered);
    }

    @Override
    public FanOut buffer(int results) {
        return new FanSettings(failsFast, width, deadline, options, atLeastOne("buffer", results));
    }

    /** Options that can be kept for each of many jobs. */
    static JobOptions plain(JobOptions wanted) {
        if (requireNonNull(wanted, "each").predicted()) {
            throw new IllegalArgumentException(
                    "each must not ask for admitByPrediction: the jobs of a fan-out take turns, their wait cannot be predicted");
        }
        return wanted;
    }

    static OptionalInt atLeastOne(String setting, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(setting + " must be >= 1, was " + value);
        }
        return OptionalInt.of(value);
    }
}
