package dev.millrace.pool.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.LatencyRecorder;
import dev.millrace.pool.Series;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CountsUpToTest {
    private static final long HOUR = TimeUnit.HOURS.toNanos(1);

    private final HdrLatencyRecorder recorder = Pools.exactRecorder();

    @Test
    void countsNothingBeforeThereIsAnything() {
        assertThat(recorder.countsUpTo(Series.WAIT, 1, 2)).containsExactly(0, 0, 0);
    }

    @Test
    void countsEachSeriesAndBothEndsOfTheRange() {
        try (LatencyRecorder.Writer writer = recorder.writer(0)) {
            writer.record(0, 1_000);
            writer.record(100, 1_000_000);
            writer.record(5_000, 2 * HOUR);

            assertThat(recorder.countsUpTo(Series.WAIT, -1, 0, 99, 100, HOUR, Long.MAX_VALUE))
                    .containsExactly(0, 1, 1, 2, 3, 3, 3);
            assertThat(recorder.countsUpTo(Series.RUN, 999, 1_000, HOUR / 2, HOUR))
                    .containsExactly(0, 1, 2, 3, 3);
            assertThat(recorder.countsUpTo(Series.TOTAL, 1_100, 2_000_000)).containsExactly(1, 2, 3);
            assertThat(recorder.countsUpTo(Series.RUN)).containsExactly(3);
        }
        assertThat(recorder.countsUpTo(Series.WAIT, 100))
                .as("after its worker has ended")
                .containsExactly(2, 3);
    }

    /** Against every value kept: never too few, and too many only of those less than 1 % above the limit. */
    @ParameterizedTest
    @ValueSource(longs = {1, 7, 4_711})
    void roundsALimitUpByLessThanAHundredth(long seed) {
        Random random = new Random(seed);
        long[] values = new long[20_000];
        try (LatencyRecorder.Writer writer = recorder.writer(0)) {
            for (int i = 0; i < values.length; i++) {
                values[i] = (long) Math.exp(random.nextDouble() * Math.log(HOUR));
                writer.record(values[i], 1);
            }
        }
        for (int i = 0; i < 500; i++) {
            long limit = values[random.nextInt(values.length)];
            long[] counts = recorder.countsUpTo(Series.WAIT, limit);
            long least = 0;
            long most = 0;
            for (long value : values) {
                least += value <= limit ? 1 : 0;
                most += value < limit * 1.01 + 1 ? 1 : 0;
            }
            assertThat(counts[0]).as("up to %d, seed %d", limit, seed).isBetween(least, most);
            assertThat(counts[1]).isEqualTo(values.length);
        }
    }
}
