package dev.millrace.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class RoundTest {
    private static final int JOBS = 10_000;
    /** Small, so that producers have to wait for room. */
    private static final int CAPACITY = 128;

    private final Completions completions = new Completions();

    @ParameterizedTest
    @MethodSource("peersAndWays")
    void shouldCompleteEveryJob(Peer peer, Way way) {
        int capacity = way == Way.BATCHES ? peer.capacityFor(CAPACITY, Scenario.BATCH) : CAPACITY;
        try (Contender contender = peer.start(2, capacity, completions)) {
            Round round = new Round(contender, new Weight(10).jobs(Scenario.BATCH, completions), completions, way);

            round.run(JOBS, 1, Runnable::run);
            round.run(JOBS, 4, ForkJoinPool.commonPool());
        }
        assertThat(completions.sum()).isEqualTo(2 * JOBS);
    }

    static Stream<Arguments> peersAndWays() {
        return Stream.of(Peer.values()).flatMap(peer -> Stream.of(Way.values()).map(way -> Arguments.of(peer, way)));
    }
}
