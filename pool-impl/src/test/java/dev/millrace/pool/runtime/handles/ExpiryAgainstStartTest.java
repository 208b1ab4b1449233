package dev.millrace.pool.runtime.handles;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.Seed;

/** The timer, the worker, a thief, a close, and who cancels all want the same job: one of them gets it. */
@Guarded
class ExpiryAgainstStartTest {

    @InEveryMode
    void hasOneWinner(Mode mode, Seed seed) {
        int[] fates = ContestedLife.lives(mode, seed.random(0), true, false);
        assertThat(fates[0]).as("ran").isPositive();
        assertThat(fates[2]).as("cancelled").isZero();
        assertThat(fates[3]).as("expired").isPositive();
    }

    @InEveryMode
    void hasOneWinnerAmongCancels(Mode mode, Seed seed) {
        int[] fates = ContestedLife.lives(mode, seed.random(1), true, true);
        assertThat(fates[2]).as("cancelled").isPositive();
        assertThat(fates[3]).as("expired").isPositive();
    }
}
