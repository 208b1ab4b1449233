package dev.millrace.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ErlangTest {

    /** P(W > t) = C e^-(n - a)t with C by the sum of its definition, for every size up to the one that is given. */
    @Test
    void shouldBeTheLeastSizeThatKeepsTheShare() {
        for (double load : new double[] {0.3, 1, 2.5, 9.7, 40}) {
            for (double time : new double[] {0, 0.5, 5}) {
                int size = Erlang.size(load, time, 0.05, 1_000);
                assertThat(late(load, size, time)).isLessThanOrEqualTo(0.05);
                if (size - 1 > load) {
                    assertThat(late(load, size - 1, time)).isGreaterThan(0.05);
                } else {
                    assertThat(size - 1.0).isLessThanOrEqualTo(load);
                }
            }
        }
    }

    /** Textbook figure: two servers, one busy on average: a third of the customers waits. */
    @Test
    void shouldAgreeWithTheTextbook() {
        assertThat(late(1, 2, 0)).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(Erlang.size(1, 0, 0.34, 100)).isEqualTo(2);
        assertThat(Erlang.size(1, 0, 0.33, 100)).isEqualTo(3);
    }

    @Test
    void shouldStopAtTheMost() {
        assertThat(Erlang.size(1e9, 1, 0.01, 64)).isEqualTo(64);
        assertThat(Erlang.size(0, 1, 0.01, 64)).isEqualTo(1);
    }

    private static double late(double load, int size, double time) {
        double sum = 0;
        double term = 1;
        for (int k = 0; k < size; k++) {
            sum += term;
            term *= load / (k + 1);
        }
        double all = term * size / (size - load);
        return all / (sum + all) * Math.exp(-(size - load) * time);
    }
}
