package dev.millrace.cli.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SkewTest {
    private static final int JOBS = 1_000_000;

    @Test
    void shouldMakeTheGivenShareOfTheJobsLong() {
        assertThat(longJobs(new Skew(0.005, 100))).isCloseTo(5_000, within(250L));
        assertThat(longJobs(new Skew(1, 2))).isEqualTo(JOBS);
        assertThat(longJobs(Skew.NONE)).isZero();
    }

    @Test
    void shouldChooseTheSameJobsEachTime() {
        Skew skew = new Skew(0.5, 3);

        assertThat(IntStream.range(0, 100).map(skew::repeats).boxed().toList())
                .isEqualTo(IntStream.range(0, 100)
                        .map(new Skew(0.5, 3)::repeats)
                        .boxed()
                        .toList());
    }

    private static long longJobs(Skew skew) {
        return IntStream.range(0, JOBS).filter(job -> skew.repeats(job) > 1).count();
    }
}
