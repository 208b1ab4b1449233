package dev.millrace.bench.match;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WarmthTest {

    @Test
    void shouldEndWhenThreeRoundsHaveBroughtNothing() {
        Warmth warmth = new Warmth(4, 40);
        assertThat(roundsOf(warmth, 10, 20, 30, 31, 30, 30)).as("31 is no gain").isEqualTo(6);
    }

    @Test
    void shouldGoOnWhileItGetsFaster() {
        Warmth warmth = new Warmth(2, 40);
        assertThat(roundsOf(warmth, 10, 9, 9, 20, 19, 19, 40, 40, 40, 40)).isEqualTo(10);
    }

    @Test
    void shouldGiveUpInTheEnd() {
        Warmth warmth = new Warmth(1, 5);
        assertThat(roundsOf(warmth, 1, 2, 4, 8, 16, 32, 64)).isEqualTo(5);
    }

    @Test
    void shouldPlayAsManyAsWereAskedForAndNoMore() {
        assertThat(new Warmth(0, 0).isWarm()).isTrue();
        assertThat(roundsOf(new Warmth(1, 1), 10, 20)).isEqualTo(1);
    }

    private static int roundsOf(Warmth warmth, long... rates) {
        int rounds = 0;
        while (!warmth.isWarm()) {
            warmth.add(rates[rounds], 1);
            rounds++;
        }
        return rounds;
    }
}
