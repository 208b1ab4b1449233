package dev.millrace.bench.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.bench.UnverifiedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MatchTest {
    private static final Metric SCORE = Metric.more("score", "points");
    private static final Pace PACE = new Pace(1, 3, 5);

    private final List<Line> lines = new ArrayList<>();
    private final List<String> events = new ArrayList<>();

    @Test
    void shouldPlayEveryRoundOfEveryoneAndNotCountTheWarmUp() throws InterruptedException {
        play(entry("a", 0), entry("b", 0));

        assertThat(lines).hasSize(6).allMatch(Line::isVerified);
        assertThat(lines).extracting(Line::round).containsExactly(1, 1, 2, 2, 3, 3);
        assertThat(lines).extracting(line -> line.score(SCORE)).containsOnly(5.0);
        assertThat(events)
                .filteredOn(event -> event.startsWith("a"))
                .containsExactly(
                        "a starts",
                        "a plays 1",
                        "a settles",
                        "a plays 5",
                        "a settles",
                        "a plays 5",
                        "a settles",
                        "a plays 5",
                        "a settles",
                        "a closes");
    }

    @Test
    void shouldWarmUpLongerWhatHasNotRunBefore() throws InterruptedException {
        new Match(new Cell("S", "c", List.of(SCORE), List.of(entry("a", 0)), PACE.fromCold(4)), 1, 7, lines::add).run();

        assertThat(events).filteredOn("a plays 1"::equals).hasSizeBetween(4, 40);
        assertThat(lines).hasSize(3);
        assertThat(PACE.cold().fromCold(4).warmups()).isZero();
    }

    @Test
    void shouldChangeTheOrder() throws InterruptedException {
        new Match(
                        new Cell("S", "c", List.of(SCORE), List.of(entry("a", 0), entry("b", 0)), new Pace(0, 40, 1)),
                        1,
                        7,
                        lines::add)
                .run();

        List<String> first = new ArrayList<>();
        for (int round = 0; round < lines.size(); round += 2) {
            first.add(lines.get(round).contender());
        }
        assertThat(first).contains("a", "b");
    }

    @Test
    void shouldTellOfAFailureAndGoOnWithTheOthers() throws InterruptedException {
        play(entry("a", 3), entry("b", 0));

        assertThat(lines)
                .filteredOn(line -> line.contender().equals("b"))
                .hasSize(3)
                .allMatch(Line::isVerified);
        assertThat(lines).filteredOn(line -> line.contender().equals("a")).hasSize(2);
        assertThat(lines)
                .filteredOn(line -> !line.isVerified())
                .singleElement()
                .satisfies(line -> assertThat(line.failure()).isEqualTo("lost 1 jobs"))
                .satisfies(line -> assertThat(line.round()).isEqualTo(2));
        assertThat(events).containsSubsequence("a settles", "a closes", "b closes");
        assertThat(events).filteredOn("a plays 5"::equals).hasSize(2);
    }

    @Test
    void shouldTellOfAFailureInTheWarmUp() throws InterruptedException {
        play(entry("a", 1));

        assertThat(lines)
                .singleElement()
                .satisfies(line -> assertThat(line.isVerified()).isFalse());
    }

    @Test
    void shouldTellOfOneThatDoesNotStart() throws InterruptedException {
        play(
                new Entry("a", Role.PEER, () -> {
                    throw new IllegalStateException("no such class");
                }),
                entry("b", 0));

        assertThat(lines)
                .filteredOn(line -> line.contender().equals("a"))
                .singleElement()
                .satisfies(line -> assertThat(line.failure()).contains("no such class"));
        assertThat(lines).filteredOn(line -> line.contender().equals("b")).hasSize(3);
    }

    @Test
    void shouldTellWhatARoundUsed() throws InterruptedException {
        play(new Entry("a", Role.OURS, () -> new FakePlayer("a", 0) {
            @Override
            public Reading play(long nanos) {
                byte[][] much = new byte[100][];
                for (int i = 0; i < much.length; i++) {
                    much[i] = new byte[10_000];
                }
                long end = System.nanoTime()
                        + 30_000_000; // the system counts processor time by ticks of some milliseconds
                while (System.nanoTime() < end) {
                    Thread.onSpinWait();
                }
                return new Reading(much.length, Map.of());
            }
        }));

        assertThat(lines).allMatch(line -> line.bytesPerJob() >= 10_000 && line.bytesPerJob() < 100_000);
        assertThat(lines.stream().mapToLong(line -> line.use().cpuNanos()).sum())
                .isPositive();
    }

    private void play(Entry... entries) throws InterruptedException {
        new Match(new Cell("S", "c", List.of(SCORE), List.of(entries), PACE), 1, 7, lines::add).run();
    }

    /** @param failing which of its plays fails, from 1; 0 for none */
    private Entry entry(String name, int failing) {
        return new Entry(name, Role.PEER, () -> new FakePlayer(name, failing));
    }

    private class FakePlayer implements Player {
        private final String name;
        private final int failing;
        private int plays;

        FakePlayer(String name, int failing) {
            this.name = name;
            this.failing = failing;
            events.add(name + " starts");
        }

        @Override
        public Reading play(long nanos) throws Exception {
            events.add(name + " plays " + nanos);
            if (++plays == failing) {
                throw new UnverifiedException("lost 1 jobs");
            }
            return new Reading(1, Map.of(SCORE.name(), (double) nanos));
        }

        @Override
        public void settle() {
            events.add(name + " settles");
        }

        @Override
        public void close() {
            events.add(name + " closes");
        }
    }
}
