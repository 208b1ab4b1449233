package dev.millrace.bench.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.bench.BrokenContender;
import dev.millrace.bench.Completions;
import dev.millrace.bench.UnverifiedException;
import dev.millrace.bench.match.Reading;
import dev.millrace.bench.peer.Peer;
import dev.millrace.bench.peer.Setting;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class TailPlayerTest {
    private static final Mix MIX = new Mix(100_000, 2_000_000, 0.05, 2, 0.5);
    private static final long ROUND_NANOS = 100_000_000;

    private final Completions completions = new Completions();

    @Test
    void shouldKeepTheWorkersAsBusyAsItSays() {
        long[] services = MIX.services(100_000, 3);
        long[] arrivals = MIX.arrivals(100_000, 3);

        double busy = (double) Arrays.stream(services).sum() / arrivals[arrivals.length - 1] / MIX.workers();

        assertThat(busy).isCloseTo(MIX.load(), within(0.02));
        assertThat(arrivals).isSorted();
        assertThat(MIX.services(100, 3)).isEqualTo(Arrays.copyOf(services, 100)).isNotEqualTo(MIX.services(100, 4));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void shouldTellHowFarAPoolIsFromTheIdeal(int together) {
        Setting setting = new Setting(2, 1_024, together, 1, completions);
        try (TailPlayer player = new TailPlayer(MIX, together, Peer.MILLRACE.start(setting), completions)) {
            player.prepare();
            Reading reading = player.play(ROUND_NANOS);

            assertThat(reading.jobs()).isEqualTo(completions.sum()).isPositive();
            assertThat(reading.jobs() % together).isZero();
            assertThat(reading.scores()).containsOnlyKeys("p99/ideal", "p99.9/ideal", "p99 wait", "p99.9 wait");
            assertThat(reading.scores().get("p99/ideal")).isGreaterThan(0.1);
        }
    }

    @Test
    void shouldFindAnIdealThatIsNoWorseThanWhatHappened() {
        // One thread that runs each job when it is sent: one server, and the arrivals wait for it, so nobody waits in
        // either.
        TailPlayer player = new TailPlayer(
                new Mix(100_000, 200_000, 0.5, 1, 0.5),
                1,
                new BrokenContender((job, number) -> job.run()),
                completions);
        player.prepare();

        assertThat(player.play(ROUND_NANOS).scores().get("p99/ideal")).isBetween(0.99, 1.5);
    }

    @Test
    void shouldTellThatOtherJobsRan() {
        Runnable[] before = new Runnable[1];
        TailPlayer player = new TailPlayer(
                MIX,
                1,
                new BrokenContender((job, number) -> {
                    (number == 5 ? before[0] : job).run();
                    before[0] = job;
                }),
                completions);
        player.prepare();

        assertThatThrownBy(() -> player.play(ROUND_NANOS)).isInstanceOf(UnverifiedException.class);
    }
}
