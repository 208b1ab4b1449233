package dev.millrace.bench.open;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.bench.BrokenContender;
import dev.millrace.bench.Completions;
import dev.millrace.bench.Contender;
import dev.millrace.bench.UnverifiedException;
import dev.millrace.bench.match.Line;
import dev.millrace.bench.match.Reading;
import dev.millrace.bench.match.Role;
import dev.millrace.bench.match.Use;
import dev.millrace.bench.peer.Peer;
import dev.millrace.bench.peer.Setting;
import dev.millrace.tool.ContextSwitches;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class OpenPlayerTest {
    private static final double RATE = 20_000;
    private static final long ROUND_NANOS = 100_000_000;
    private static final int JOBS = 2_000;
    /** Fewer, so that jobs are sent more than once. */
    private static final int IN_FLIGHT = 512;

    private final Completions completions = new Completions();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldComeAtTheRateAndNeverBeforeTheOneBefore(boolean byChance) {
        Arrivals arrivals = new Arrivals(RATE, byChance, 1);
        long before = 0;
        for (long job = 0; job < 200_000; job++) {
            assertThat(arrivals.dueNanos(job)).isGreaterThanOrEqualTo(before);
            before = arrivals.dueNanos(job);
        }

        assertThat(before / 1e9).isCloseTo(200_000 / RATE, within(0.1));
    }

    @Test
    void shouldComeByChanceLikePoisson() {
        Arrivals arrivals = new Arrivals(RATE, true, 1);
        double sum = 0;
        double squares = 0;
        for (int job = 1; job < 60_000; job++) {
            double gap = arrivals.dueNanos(job) - arrivals.dueNanos(job - 1);
            sum += gap;
            squares += gap * gap;
        }
        double mean = sum / 60_000;

        assertThat(Math.sqrt(squares / 60_000 - mean * mean) / mean).isCloseTo(1, within(0.05));
    }

    @Test
    void shouldTellHowLateJobsEnded() {
        try (OpenPlayer player = player(Peer.MILLRACE.start(new Setting(1, 1_024, 1, 1, completions)))) {
            for (int round = 1; round <= 2; round++) {
                player.prepare();
                Reading reading = player.play(ROUND_NANOS);
                player.settle();

                assertThat(reading.jobs()).isEqualTo(JOBS);
                assertThat(completions.sum()).isEqualTo((long) round * JOBS);
                assertThat(reading.scores()).containsKeys("p50", "p90", "p99", "p99.9", "p99.99");
                assertThat(reading.scores().get("p99.9"))
                        .isGreaterThanOrEqualTo(reading.scores().get("p50"));
            }
        }
    }

    @Test
    void shouldCountTheTimeInWhichTheGeneratorWasHeldUp() {
        OpenPlayer player = player(new BrokenContender((job, number) -> {
            if (number == JOBS / 2) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(60));
            }
            job.run();
        }));

        // Of the 50 ms of jobs that were due meanwhile most were late, though each was taken at once.
        assertThat(player.play(ROUND_NANOS).scores().get("p90")).isGreaterThan(5_000);
    }

    @Test
    void shouldTellThatAPoolDidNotKeepUp() {
        OpenPlayer slow = player(new BrokenContender((job, number) -> {
            long end = System.nanoTime() + 100_000;
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            job.run();
        }));

        assertThat(slow.play(ROUND_NANOS).scores()).containsEntry("saturated", 1.0);
    }

    @Test
    void shouldTellThatAJobRanTwice() {
        OpenPlayer player = player(new BrokenContender((job, number) -> {
            job.run();
            if (number == 100) {
                job.run();
            }
        }));

        assertThatThrownBy(() -> player.play(ROUND_NANOS)).isInstanceOf(UnverifiedException.class);
    }

    @Test
    void shouldTellThatAJobRanTwiceInPlaceOfAnother() {
        Runnable[] before = new Runnable[1];
        OpenPlayer player = player(
                new BrokenContender((job, number) -> {
                    (number == 100 ? before[0] : job).run();
                    before[0] = job;
                }),
                JOBS);

        assertThatThrownBy(() -> player.play(ROUND_NANOS)).isInstanceOf(UnverifiedException.class);
    }

    @Test
    void shouldDrawAChartARate(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("s4.png");
        OpenPlayer player = player(new BrokenContender((job, number) -> job.run()));
        Reading reading = player.play(ROUND_NANOS);

        assertThat(LatencyPicture.save(
                        List.of(
                                line("0.1M", "MILLRACE", Role.OURS, reading),
                                line("1M", "MILLRACE", Role.OURS, reading),
                                line("1M", "NETTY", Role.PEER, reading)),
                        file))
                .isTrue();

        assertThat(ImageIO.read(file.toFile()).getWidth()).isGreaterThan(1_000);
        assertThat(LatencyPicture.save(List.of(), folder.resolve("none.png"))).isFalse();
    }

    private OpenPlayer player(Contender contender) {
        return player(contender, IN_FLIGHT);
    }

    private OpenPlayer player(Contender contender, int inFlight) {
        return new OpenPlayer(RATE, false, inFlight, contender, completions);
    }

    private static Line line(String cell, String name, Role role, Reading reading) {
        Use use = new Use(1, ContextSwitches.UNKNOWN, 1);
        return new Line("S4", cell, name, role, 1, 1, reading.jobs(), 1, use, reading.scores(), null);
    }
}
