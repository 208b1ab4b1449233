package dev.millrace.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.bench.limit.BareQueue;
import dev.millrace.bench.limit.CallerRuns;
import dev.millrace.bench.peer.Peer;
import dev.millrace.bench.peer.Setting;
import java.util.concurrent.ForkJoinPool;
import java.util.function.ObjIntConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
@Tag("once")
class RoundTest {
    private static final int JOBS = 10_000;
    private static final int TURN = 32;
    /** Small, so that producers have to wait for room. */
    private static final int CAPACITY = 128;

    private static final long SHORT_PATIENCE_NANOS = 100_000_000;

    private final Completions completions = new Completions();

    static Stream<Peer> peers() {
        return Peer.available().stream();
    }

    @ParameterizedTest
    @MethodSource("peers")
    void shouldCompleteEveryJobInEveryWay(Peer peer) {
        for (Way way : Way.values()) {
            Completions counted = peer.completions();
            Setting setting = new Setting(2, CAPACITY, way == Way.BATCHES ? TURN : 1, 4, counted);
            try (Contender contender = peer.start(setting)) {
                contender.wake();
                Round round = new Round(contender, new Jobs(new Weight(10), TURN, counted), way);

                round.run(JOBS, 1, Runnable::run);
                contender.rest();
                contender.wake();
                round.run(JOBS + 1, 4, ForkJoinPool.commonPool());
                contender.rest();
            }
            assertThat(counted.sum()).isEqualTo(2 * JOBS + 1);
        }
    }

    static Stream<Arguments> limits() {
        return Stream.of(Way.SINGLES, Way.BATCHES)
                .flatMap(way -> Stream.of(new CallerRuns(), BareQueue.spsc(CAPACITY), BareQueue.mpmc(CAPACITY, 2))
                        .map(limit -> Arguments.of(limit, way)));
    }

    @ParameterizedTest
    @MethodSource("limits")
    void shouldCompleteEveryJobAtTheLimit(Contender limit, Way way) {
        try (limit) {
            for (int round = 1; round <= 2; round++) {
                limit.wake();
                new Round(limit, new Jobs(Weight.EMPTY, TURN, completions), way).run(JOBS, 1, Runnable::run);
                limit.rest();
                assertThat(completions.sum()).isEqualTo(round * JOBS);
            }
        }
    }

    @Test
    void shouldSendForAsLongAsItIsAskedTo() {
        Round round = round(Way.SINGLES, (job, number) -> job.run());
        long begin = System.nanoTime();

        long jobs = round.runFor(20_000_000, 1, Runnable::run);

        assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(20_000_000);
        assertThat(completions.sum()).isEqualTo(jobs).isPositive();
    }

    @ParameterizedTest
    @EnumSource(names = {"SINGLES", "BATCHES"})
    void shouldTellThatAJobWasLost(Way way) {
        Round round = round(way, (job, number) -> {
            if (number != 1_234) {
                job.run();
            }
        });

        assertThatThrownBy(() -> round.run(JOBS, 1, Runnable::run))
                .isInstanceOf(UnverifiedException.class)
                .hasMessage("lost 1 jobs");
    }

    @Test
    void shouldTellThatAJobRanTwice() {
        Round round = round(Way.SINGLES, (job, number) -> {
            job.run();
            if (number == 1_234) {
                job.run();
            }
        });

        assertThatThrownBy(() -> round.run(JOBS, 1, Runnable::run))
                .isInstanceOf(UnverifiedException.class)
                .hasMessage("ran 1 jobs too many");
    }

    @Test
    void shouldTellThatAJobWasLostWhileAnotherRanTwice() {
        Runnable[] before = new Runnable[1];
        Round round = round(Way.SINGLES, (job, number) -> {
            (number == 1_234 ? before[0] : job).run();
            before[0] = job;
        });

        assertThatThrownBy(() -> round.run(JOBS, 1, Runnable::run))
                .isInstanceOf(UnverifiedException.class)
                .hasMessageContaining("other ones");
    }

    private Round round(Way way, ObjIntConsumer<Runnable> broken) {
        return new Round(
                new BrokenContender(broken), new Jobs(Weight.EMPTY, TURN, completions), way, SHORT_PATIENCE_NANOS);
    }
}
