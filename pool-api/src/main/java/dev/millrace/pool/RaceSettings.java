package dev.millrace.pool;

import java.time.Duration;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What a {@link Race} is made of. */
record RaceSettings(@Nullable Duration hedgeDelay, @Nullable Duration deadline, OptionalInt width, JobOptions options)
        implements Race {
    static final RaceSettings ALL_AT_ONCE = new RaceSettings(null, null, OptionalInt.empty(), JobOptions.none());

    Race hedgedBy(Duration delay) {
        return new RaceSettings(JobSettings.positive("hedged", delay), deadline, width, options);
    }

    @Override
    public Race within(Duration wanted) {
        return new RaceSettings(hedgeDelay, JobSettings.positive("within", wanted), width, options);
    }

    @Override
    public Race atMost(int sources) {
        return new RaceSettings(hedgeDelay, deadline, FanSettings.atLeastOne("atMost", sources), options);
    }

    @Override
    public Race each(JobOptions wanted) {
        return new RaceSettings(hedgeDelay, deadline, width, FanSettings.plain(wanted));
    }
}
