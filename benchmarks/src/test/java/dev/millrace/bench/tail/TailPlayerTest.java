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
import java.util.Iterator;
import java.util.List;
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
    void shouldHoldWhatHappenedAgainstTheBestWithTheSameArrivalsAndRunTimes() {
        // Read in this order: submit, submit, begin and end of the first, begin and end of the second.
        Iterator<Long> clock = List.of(0L, 10L, 20L, 120L, 130L, 180L).iterator();
        Diary diary = new Diary(new long[] {100, 50}, completions, clock::next);
        diary.submit(0);
        diary.submit(1);

        diary.job(0).run();
        diary.job(1).run();

        assertThat(diary.waits()).containsExactly(20, 120);
        assertThat(diary.totals()).containsExactly(120, 170);
        assertThat(diary.idealTotals(1)).containsExactly(100, 140);
        assertThat(diary.idealTotals(2)).containsExactly(50, 100);
        assertThat(completions.checksum()).isEqualTo(diary.checksum()).isEqualTo(3);
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
