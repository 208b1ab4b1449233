package dev.millrace.pool.runtime.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuideTest {

    @ParameterizedTest(name = "{0} of {1} for each of {2} at {3} ns: {4}")
    @CsvSource({
        // chunking, backlog, takers, mean, jobs
        "32, 0, 1, 0, 1",
        "32, 1, 1, 0, 1",
        "32, 8, 4, 0, 2",
        "32, 7, 4, 0, 1",
        "32, 100, 4, 0, 25",
        "32, 1000, 4, 0, 32",
        "32, 2147483647, 1, 0, 32",
        "32, 1000, 0, 0, 32",
        "8, 1000, 4, 0, 8",
        "1, 1000, 1, 0, 1",
        "1, 1000, 1, 100, 1",
        "32, 1000, 1, 1000, 32",
        "32, 1000, 1, 2000, 16",
        "32, 1000, 1, 10000, 3",
        "32, 1000, 1, 32000, 1",
        "32, 1000, 1, 32001, 1",
        "32, 1000, 1, 1000000000, 1",
        "32, 1000, 1, 9223372036854775807, 1"
    })
    void shouldGiveAShareBoundedByChunkingAndByTime(
            int chunking, int backlog, int takers, long meanRunNanos, int jobs) {
        assertThat(new Guide(chunking).chunk(backlog, takers, meanRunNanos)).isEqualTo(jobs);
    }

    @Test
    void shouldNeverGiveMoreForALargerMeanOrLessForALargerBacklog() {
        Guide guide = new Guide(32);
        for (int backlog = 0; backlog < 300; backlog += 7) {
            int before = 32;
            for (long mean = 0; mean < 40_000; mean += 500) {
                int jobs = guide.chunk(backlog, 2, mean);
                assertThat(jobs).isBetween(1, before);
                assertThat(guide.chunk(backlog + 7, 2, mean)).isGreaterThanOrEqualTo(jobs);
                before = jobs;
            }
        }
    }
}
