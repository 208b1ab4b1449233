package dev.millrace.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RateTest {
    private static final int LENGTH = 200;

    private static Rate of(double... counts) {
        double[] time = new double[counts.length];
        Arrays.fill(time, 1);
        return Rate.of(counts, time, 4.5, 2);
    }

    /** The newest first. */
    private static double[] drawn(long seed, int newest, double near, double far) {
        Random random = new Random(seed);
        double[] counts = new double[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            double mean = i < newest ? near : far;
            counts[i] = Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
        }
        return counts;
    }

    @Test
    void shouldAverageOverAllOfASteadyTime() {
        for (int seed = 0; seed < 100; seed++) {
            Rate rate = of(drawn(seed, 0, 20, 20));
            assertThat(rate.exposure()).as("seed %d", seed).isGreaterThan(LENGTH / 2.0);
            assertThat(rate.value()).as("seed %d", seed).isCloseTo(20, within(1.5));
        }
    }

    /** A few times chance hides where the change was. */
    @Test
    void shouldForgetWhatWasBeforeAChange() {
        int near = 0;
        for (int seed = 0; seed < 100; seed++) {
            Rate rate = of(drawn(seed, 10, 40, 20));
            assertThat(rate.exposure()).as("seed %d", seed).isLessThanOrEqualTo(20);
            near += Math.abs(rate.value() - 40) < 8 ? 1 : 0;
        }
        assertThat(near).isGreaterThan(90);
    }

    @Test
    void shouldNotTakeOneWildReadingForAChange() {
        double[] counts = drawn(1, 0, 20, 20);
        counts[0] = 45;
        assertThat(of(counts).value()).isCloseTo(20, within(1.5));
    }

    @Test
    void shouldBeLessSureOfWhatVariesMore() {
        double[] counts = new double[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            counts[i] = i % 2 == 0 ? 40 : 0;
        }
        assertThat(of(counts).error()).isGreaterThan(10 / (20.0 * LENGTH));
    }

    @Test
    void shouldKnowNothingOfNothing() {
        assertThat(of(0, 0, 0).value()).isZero();
        assertThat(Rate.of(new double[] {3}, new double[] {0}, 4.5, 2).value()).isZero();
    }
}
