package dev.millrace.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class RoundTest {
    private static final int JOBS = 10_000;
    /** Small, so that producers have to wait for room. */
    private static final int CAPACITY = 128;

    private final Completions completions = new Completions();

    @ParameterizedTest
    @EnumSource
    void shouldCompleteEveryJobSubmittedByItself(Peer peer) {
        try (Contender contender = peer.start(2, CAPACITY, completions)) {
            Round round = new Round(contender, Weight.EMPTY.jobs(Scenario.BATCH, completions), completions, false);

            round.run(JOBS, 1, Runnable::run);
            round.run(JOBS, 4, ForkJoinPool.commonPool());
        }
        assertThat(completions.sum()).isEqualTo(2 * JOBS);
    }

    @ParameterizedTest
    @EnumSource
    void shouldCompleteEveryJobOfABatch(Peer peer) {
        int capacity = peer.capacityFor(CAPACITY, Scenario.BATCH);
        try (Contender contender = peer.start(2, capacity, completions)) {
            Round round = new Round(contender, new Weight(10).jobs(Scenario.BATCH, completions), completions, true);

            round.run(JOBS, 1, Runnable::run);
            round.run(JOBS, 4, ForkJoinPool.commonPool());
        }
        assertThat(completions.sum()).isEqualTo(2 * JOBS);
    }
}
