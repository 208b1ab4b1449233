package dev.millrace.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThresholdsTest {
    private static final Duration NEVER = Duration.ofSeconds(Long.MAX_VALUE);

    @Test
    void shouldGrowByOneEveryFiveSecondsAboveEightTenthsUpToTheMaximum() {
        Simulation pool = new Simulation(SizingPolicy.thresholds(), 2, 5);

        assertThat(pool.sizesAt(801, 6)).containsExactly(3, 4, 5, 5, 5, 5);
        assertThat(pool.seconds()).isEqualTo(30);
        assertThat(pool.reason()).isEqualTo("depth 0.80 is above 0.80, but the pool has its 5 workers");
    }

    @Test
    void shouldNotGrowAtEightTenthsExactly() {
        Simulation pool = new Simulation(SizingPolicy.thresholds(), 1, 9);

        assertThat(pool.sizesAt(800, 5)).containsOnly(1);
        assertThat(pool.reason()).isEqualTo("depth 0.80 is between 0.10 and 0.80");
    }

    @Test
    void shouldShrinkByOneAfterSixtySecondsBelowOneTenth() {
        Simulation pool = new Simulation(SizingPolicy.thresholds(), 1, 9).startingWith(4);

        assertThat(pool.sizesAt(99, 12)).as("the first reading begins the 60 s").containsOnly(4);
        assertThat(pool.reason()).isEqualTo("depth 0.10 is below 0.10 for 55.0 s of 60.0 s");
        assertThat(pool.tick(99)).isEqualTo(3);
        assertThat(pool.reason()).isEqualTo("depth was below 0.10 for 60.0 s");
    }

    @Test
    void shouldAskOfEachFurtherWorkerItsOwnSixtySeconds() {
        Simulation pool = new Simulation(SizingPolicy.thresholds(), 1, 9).startingWith(4);
        List<Long> shrunkAt = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            int before = pool.workers;
            if (pool.tick(0) < before) {
                shrunkAt.add(pool.seconds());
            }
        }

        assertThat(shrunkAt).containsExactly(65L, 130L, 195L);
        assertThat(pool.workers).isEqualTo(1);
        assertThat(pool.reason()).isEqualTo("depth 0.00 is below 0.10, but 1 workers are the least");
    }

    @Test
    void shouldNotShrinkAtOneTenthExactly() {
        Simulation pool = new Simulation(SizingPolicy.thresholds(), 1, 9).startingWith(4);

        assertThat(pool.sizesAt(100, 40)).containsOnly(4);
    }

    @Test
    void shouldBeginTheSixtySecondsAnewAfterOneReadingThatIsNotLow() {
        Simulation pool = new Simulation(SizingPolicy.thresholds(), 1, 9).startingWith(4);

        assertThat(pool.sizesAt(0, 12)).containsOnly(4);
        assertThat(pool.tick(100)).isEqualTo(4);
        assertThat(pool.sizesAt(0, 12)).containsOnly(4);
        assertThat(pool.tick(0)).isEqualTo(3);
    }

    @Test
    void shouldBeginTheSixtySecondsAnewWhenTheSizeWasChangedByHand() {
        Simulation pool = new Simulation(SizingPolicy.thresholds(), 1, 9).startingWith(4);
        assertThat(pool.sizesAt(0, 12)).containsOnly(4);

        pool.workers = 6;

        assertThat(pool.sizesAt(0, 12)).containsOnly(6);
        assertThat(pool.tick(0)).isEqualTo(5);
    }

    @Test
    void shouldHoldStillWithinTheBand() {
        Simulation pool = new Simulation(SizingPolicy.thresholds(), 1, 9).startingWith(4);

        for (int depth = 100; depth <= 800; depth += 50) {
            assertThat(pool.tick(depth)).as("depth %d of 1000", depth).isEqualTo(4);
        }
    }

    @Test
    void shouldGrowAtOnceAfterHavingShrunk() {
        Simulation pool = new Simulation(SizingPolicy.thresholds(), 1, 9).startingWith(4);
        pool.sizesAt(0, 13);

        assertThat(pool.workers).isEqualTo(3);
        assertThat(pool.sizesAt(1000, 3)).containsExactly(4, 5, 6);
    }

    @Test
    void shouldGrowOnlyAfterSoManyReadingsInARow() {
        Simulation pool = new Simulation(SizingPolicy.thresholds().growAfterSamples(3), 1, 9);

        assertThat(pool.sizesAt(900, 2)).containsOnly(1);
        assertThat(pool.reason()).isEqualTo("depth 0.90 is above 0.80 in 2 of 3 readings");
        assertThat(pool.tick(800)).as("breaks the row").isEqualTo(1);
        assertThat(pool.sizesAt(900, 2)).containsOnly(1);
        assertThat(pool.tick(900)).isEqualTo(2);
    }

    @Test
    void shouldMoveByTheStepAndStayWithinTheBounds() {
        Simulation pool = new Simulation(SizingPolicy.thresholds().step(3).shrinkAfter(Duration.ofSeconds(5)), 2, 10);

        assertThat(pool.sizesAt(900, 4)).containsExactly(5, 8, 10, 10);
        assertThat(pool.sizesAt(0, 8)).containsExactly(10, 7, 7, 4, 4, 2, 2, 2);
        assertThat(pool.decisions).as("clamped by the policy itself").allMatch(size -> size >= 2 && size <= 10);
    }

    @Test
    void shouldNotOverflowWithTheLargestStep() {
        Simulation pool =
                new Simulation(SizingPolicy.thresholds().step(Integer.MAX_VALUE).shrinkAfter(Duration.ZERO), 1, 32_767);

        assertThat(pool.tick(1000)).isEqualTo(32_767);
        assertThat(pool.tick(0)).isEqualTo(1);
        assertThat(pool.decisions).containsExactly(32_767, 1);
    }

    @Test
    void shouldMeasureTheTimeOfLowDepthInPeriodsOfItsOwn() {
        Thresholds policy =
                SizingPolicy.thresholds().period(Duration.ofMillis(250)).shrinkAfter(Duration.ofSeconds(1));
        Simulation pool = new Simulation(policy, 1, 9).startingWith(3);

        assertThat(pool.sizesAt(0, 4)).containsOnly(3);
        assertThat(pool.tick(0)).isEqualTo(2);
    }

    @Test
    void shouldMeasureTimeAndNotReadingsWhenTheyComeEarly() {
        Simulation pool = new Simulation(SizingPolicy.thresholds(), 1, 9).startingWith(3);
        pool.stepNanos = Duration.ofSeconds(4).toNanos();

        assertThat(pool.sizesAt(0, 15)).containsOnly(3);
        assertThat(pool.seconds()).isEqualTo(60);
    }

    @Test
    void shouldNeverShrinkWhenToldSo() {
        Thresholds policy = SizingPolicy.thresholds().shrinkAfter(NEVER);
        Simulation pool = new Simulation(policy, 1, 9).startingWith(4);

        assertThat(policy.problems()).isEmpty();
        assertThat(pool.sizesAt(0, 2_000)).containsOnly(4);
        assertThat(pool.tick(900)).isEqualTo(5);
    }

    @Test
    void shouldRememberNoMoreThanItNeeds() {
        assertThat(SizingPolicy.thresholds().memory()).isEqualTo(13);
        assertThat(SizingPolicy.thresholds().growAfterSamples(40).memory()).isEqualTo(40);
        assertThat(SizingPolicy.thresholds().shrinkAfter(Duration.ZERO).memory())
                .isEqualTo(1);
        assertThat(SizingPolicy.thresholds().shrinkAfter(NEVER).memory())
                .as("never costs no memory worth naming")
                .isLessThanOrEqualTo(100_000);
    }

    @Test
    void shouldGiveTheSameAnswerToTheSameArguments() {
        Thresholds policy = SizingPolicy.thresholds();
        Simulation busy = new Simulation(policy, 1, 9);
        Simulation idle = new Simulation(policy, 1, 9).startingWith(4);
        List<SizingDecision> first = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            busy.tick(i * 37 % 1000);
            idle.tick(0);
            first.add(policy.decide(busy.last(), busy.before()));
            first.add(policy.decide(idle.last(), idle.before()));
        }
        for (int i = 0; i < 3; i++) {
            assertThat(policy.decide(idle.last(), idle.before())).isEqualTo(first.get(first.size() - 1));
            assertThat(policy.decide(busy.last(), busy.before())).isEqualTo(first.get(first.size() - 2));
        }
        assertThat(policy).isEqualTo(SizingPolicy.thresholds());
    }

    @Test
    void shouldNotChangeTheOriginalWhenACopyIsSet() {
        Thresholds original = SizingPolicy.thresholds();

        Thresholds changed = original.growAbove(0.5)
                .shrinkBelow(0.2)
                .growAfterSamples(2)
                .shrinkAfter(Duration.ofSeconds(7))
                .step(4)
                .period(Duration.ofSeconds(1));

        assertThat(changed).isEqualTo(new Thresholds(0.5, 0.2, 2, Duration.ofSeconds(7), 4, Duration.ofSeconds(1)));
        assertThat(original).isEqualTo(new Thresholds(0.8, 0.1, 1, Duration.ofSeconds(60), 1, Duration.ofSeconds(5)));
    }

    @Test
    void shouldNotMoveAFixedPool() {
        Simulation pool = new Simulation(SizingPolicy.fixed(), 1, 9).startingWith(4);

        assertThat(pool.sizesAt(1000, 3)).containsOnly(4);
        assertThat(pool.sizesAt(0, 30)).containsOnly(4);
    }

    /** A pool of capacity 1,000 that consists of its size: asks the policy once a period, as the controller does. */
    private static final class Simulation {
        private final SizingPolicy policy;
        private final int min;
        private final int max;
        private final List<LoadSnapshot> seen = new ArrayList<>();
        private final List<Integer> decisions = new ArrayList<>();
        private long stepNanos;
        private long nanos;
        private int workers;
        private String reason = "";

        Simulation(SizingPolicy policy, int min, int max) {
            this.policy = policy;
            this.min = min;
            this.max = max;
            this.workers = min;
            this.stepNanos = policy.period().toNanos();
        }

        Simulation startingWith(int size) {
            workers = size;
            return this;
        }

        int tick(int depth) {
            nanos += stepNanos;
            seen.add(0, new LoadSnapshot(nanos, stepNanos, depth, 1_000, workers, 0, min, max, 0, 0, 0, 2));
            SizingDecision decision = policy.decide(last(), before());
            decisions.add(decision.workers());
            reason = decision.reason();
            workers = Math.max(min, Math.min(decision.workers(), max));
            return workers;
        }

        List<Integer> sizesAt(int depth, int ticks) {
            List<Integer> sizes = new ArrayList<>();
            for (int i = 0; i < ticks; i++) {
                sizes.add(tick(depth));
            }
            return sizes;
        }

        LoadSnapshot last() {
            return seen.get(0);
        }

        List<LoadSnapshot> before() {
            return List.copyOf(seen.subList(1, Math.min(seen.size(), policy.memory() + 1)));
        }

        long seconds() {
            return nanos / 1_000_000_000;
        }

        String reason() {
            return reason;
        }
    }
}
