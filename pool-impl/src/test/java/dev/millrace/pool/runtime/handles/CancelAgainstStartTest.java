package dev.millrace.pool.runtime.handles;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.Seed;

/** Who cancels, the worker, a thief and a close all want the same job: one of them gets it. */
@Guarded
class CancelAgainstStartTest {

    @InEveryMode
    void hasOneWinner(Mode mode, Seed seed) {
        int[] fates = ContestedLife.lives(mode, seed.random(0), false, true);
        assertThat(fates[0]).as("ran").isPositive();
        assertThat(fates[2]).as("cancelled").isPositive();
        assertThat(fates[3]).as("expired").isZero();
        assertThat(fates[4]).as("handed back").isPositive();
    }
}
