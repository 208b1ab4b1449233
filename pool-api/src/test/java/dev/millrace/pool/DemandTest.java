package dev.millrace.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DemandTest {
    private static final Demand DEMAND = SizingPolicy.demand();

    private static LoadSnapshot load(int depth, int workers, int busy, long arrivals, long completions) {
        return new LoadSnapshot(0, Load.PERIOD, depth, 1_000, workers, busy, 1, 100, arrivals, completions, 0, 4);
    }

    /** 20 jobs in 10 ms that keep 20 workers busy: 20 need no fewer than 21, and no more than a few. */
    @Test
    void shouldSettleWhereTheLoadIsCarried() {
        Load load = new Load(1);
        load.workers = 30;
        for (int i = 0; i < 400; i++) {
            load.steady(DEMAND, 20, 20);
        }
        assertThat(load.workers).isBetween(20, 24);
    }

    @Test
    void shouldNotSwingUnderASteadyLoad() {
        for (int seed = 0; seed < 20; seed++) {
            Load load = new Load(seed);
            load.workers = 30;
            for (int i = 0; i < 300; i++) {
                load.steady(DEMAND, 20, 20);
            }
            int settled = load.workers;
            for (int i = 0; i < 300; i++) {
                load.steady(DEMAND, 20, 20);
                assertThat(load.workers).as("seed %d", seed).isBetween(settled - 3, settled + 3);
            }
        }
    }

    @Test
    void shouldAnswerABacklogAtOnceByAsManyAsClearIt() {
        Load load = new Load(1);
        for (int i = 0; i < 200; i++) {
            load.steady(DEMAND, 5, 5);
        }
        int before = load.workers;
        load.busy = before;
        load.depth = 200;
        SizingDecision decision = load.step(DEMAND, 205, 5);

        assertThat(before).isLessThan(10);
        assertThat(decision.workers()).isGreaterThan(50);
        assertThat(decision.reason()).startsWith("jobs would wait ").contains("200 wait");
    }

    @Test
    void shouldRetireAPartOfWhatIsTooMuchAndThenTheRest() {
        Load load = new Load(1);
        load.workers = 60;
        int before = 60;
        for (int i = 0; i < 20; i++) {
            load.steady(DEMAND, 5, 5);
            assertThat(load.workers).isLessThanOrEqualTo(before).isGreaterThanOrEqualTo(before / 2);
            before = load.workers;
        }
        for (int i = 0; i < 100; i++) {
            load.steady(DEMAND, 5, 5);
        }
        assertThat(load.workers).isBetween(5, 9);
    }

    /** Four processors, used up by the four that are busy: more would not help, as soon as that was read twice. */
    @Test
    void shouldNotGrowBeyondWhatTheProcessorsRun() {
        Load load = new Load(1);
        load.workers = 4;
        for (int i = 0; i < 50; i++) {
            load.busy = 4;
            load.depth = i < 3 ? 0 : Math.min(1_000, load.depth + 20);
            load.processorNanos = 4 * Load.PERIOD;
            SizingDecision decision = load.step(DEMAND, i < 3 ? 4 : 24, 4);
            if (i > 5) {
                assertThat(decision.reason()).contains("4 processors run no more");
            }
        }
        assertThat(load.workers).isEqualTo(4);
    }

    @Test
    void shouldGrowBeyondTheProcessorsWhenWorkersOnlyWait() {
        Load load = new Load(1);
        load.workers = 4;
        for (int i = 0; i < 5; i++) {
            load.busy = load.workers;
            load.depth += 100;
            load.processorNanos = load.busy * Load.PERIOD / 50;
            load.step(DEMAND, 104, 4);
        }
        assertThat(load.workers).isGreaterThan(50);
    }

    /** Whatever is read, also what cannot be. */
    @Test
    void shouldStayWithinBoundsAndBePure() {
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            Load load = new Load(round);
            for (int i = 0; i < 30; i++) {
                load.busy = random.nextInt(101);
                load.depth = random.nextInt(1_001);
                load.processorNanos = random.nextInt(3) * Load.PERIOD;
                SizingDecision decision = load.step(DEMAND, random.nextInt(2_000), random.nextInt(2_000));
                assertThat(decision.workers()).isBetween(1, 100);
            }
            SizingDecision once = DEMAND.decide(load.last(), load.before());
            assertThat(DEMAND.decide(load.last(), load.before())).isEqualTo(once);
        }
    }

    @Test
    void shouldNeverWantLessForALargerBacklog() {
        for (int workers : new int[] {1, 5, 40}) {
            int before = 0;
            for (int depth = 0; depth <= 1_000; depth += 10) {
                int wanted = DEMAND.decide(load(depth, workers, workers, 20, 10), List.of())
                        .workers();
                assertThat(wanted).isGreaterThanOrEqualTo(before);
                before = wanted;
            }
        }
    }

    @Test
    void shouldStandReadingsOfNothing() {
        assertThat(DEMAND.decide(load(0, 10, 0, 0, 0), List.of()).workers()).isBetween(1, 10);
        assertThat(DEMAND.decide(load(50, 10, 10, 50, 0), List.of()).workers()).isGreaterThan(10);
    }

    @Test
    void shouldTellItsBrokenRules() {
        assertThat(DEMAND.problems()).isEmpty();
        assertThat(DEMAND.startWithin(Duration.ZERO).problems())
                .containsExactly("startWithin must be >= 1ms, was PT0S");
        assertThat(DEMAND.late(Double.NaN).problems()).containsExactly("late must be a number in (0, 0.5], was NaN");
        assertThat(DEMAND.window(Duration.ofMillis(5)).problems())
                .containsExactly("window (PT0.005S) must be >= period (PT0.01S)");
        assertThat(DEMAND.certainty(0).problems()).containsExactly("certainty must be a number in [1, 10], was 0.0");
        assertThat(DEMAND.period(Duration.ofSeconds(1)).memory()).isEqualTo(2);
        assertThat(DEMAND.memory()).isEqualTo(200);
    }
}
