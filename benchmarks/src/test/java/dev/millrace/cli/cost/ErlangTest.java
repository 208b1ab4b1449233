package dev.millrace.cli.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErlangTest {

    /** The traffic at which tables of Erlang B have a loss of 1 and 2 %. */
    @ParameterizedTest
    @CsvSource({
        "1, 0.0101, 0.01", "2, 0.1526, 0.01", "5, 1.361, 0.01", "10, 4.461, 0.01", "20, 12.03, 0.01", "50, 37.90, 0.01",
        "100, 84.06, 0.01", "5, 1.657, 0.02", "10, 5.084, 0.02", "20, 13.18, 0.02", "50, 40.26, 0.02",
                "100, 87.97, 0.02"
    })
    void shouldBlockAsInThePublishedTables(int servers, double offered, double blocked) {
        assertThat(Erlang.blocked(servers, offered)).isCloseTo(blocked, within(blocked * 0.005));
    }

    /** One and two servers by hand; the others are textbook values (four erlangs on five servers; a call centre of 14 for ten erlangs). */
    @ParameterizedTest
    @CsvSource({"1, 0.5, 0.5", "1, 0.9, 0.9", "2, 1, 0.33333", "5, 4, 0.55411", "14, 10, 0.1741"})
    void shouldMakeWaitAsInTheTextbooks(int servers, double offered, double waits) {
        assertThat(Erlang.waits(servers, offered)).isCloseTo(waits, within(5e-5));
    }

    @Test
    void shouldWaitLessWithMoreServersAndMoreWithMoreTraffic() {
        for (int servers = 12; servers < 400; servers++) {
            assertThat(Erlang.waits(servers, 11))
                    .isLessThanOrEqualTo(servers == 12 ? 1 : Erlang.waits(servers - 1, 11));
        }
        double before = 0;
        for (double offered = 0.5; offered < 40; offered += 0.5) {
            double waits = Erlang.waits(40, offered);
            assertThat(waits).isBetween(before, 1.0);
            before = waits;
        }
    }

    @Test
    void shouldComeToItsLimits() {
        assertThat(Erlang.waits(10, 9.999_999)).isCloseTo(1, within(1e-5));
        assertThat(Erlang.waits(1_000, 1)).isZero();
        assertThat(Erlang.waits(32_767, 32_000)).isBetween(0.0, 1e-3);
        assertThat(Erlang.blocked(0, 5)).isEqualTo(1);
    }

    @Test
    void shouldRefuseAQueueThatGrowsForEver() {
        assertThatThrownBy(() -> Erlang.waits(10, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("servers (10) must be more than offered (10.0), or the queue grows for ever");
    }
}
