package dev.millrace.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TokensTest {
    private static final Duration PERIOD = Duration.ofMillis(10);
    private static final Tokens TOKENS =
            SizingPolicy.tokens(50, 5).period(PERIOD).shrinkAfter(Duration.ofMillis(100));

    /** One period of a pool that is full. */
    private static SizingDecision full(Load load, Tokens tokens) {
        load.busy = load.workers;
        load.depth = 500;
        return load.step(tokens, 0, 0);
    }

    @Test
    void shouldSpendTheBucketAndThenGrowAtItsRate() {
        Load load = new Load(1);
        load.workers = 1;
        SizingDecision first = full(load, TOKENS);

        assertThat(load.workers).isEqualTo(6);
        assertThat(first.reason()).isEqualTo("500 jobs wait and nobody is idle: 5 of 5.0 tokens");
        for (int i = 0; i < 100; i++) {
            full(load, TOKENS);
        }
        assertThat(load.workers).as("50 in a second, after the bucket").isBetween(55, 57);
    }

    @Test
    void shouldTakeNoMoreThanJobsWait() {
        Load load = new Load(1);
        load.busy = 10;
        load.depth = 2;
        load.step(TOKENS, 0, 0);
        assertThat(load.workers).isEqualTo(12);
    }

    @Test
    void shouldNotGrowWhileAnybodyIsIdle() {
        Load load = new Load(1);
        load.busy = 9;
        load.depth = 100;
        SizingDecision decision = load.step(TOKENS, 0, 0);
        assertThat(load.workers).isEqualTo(10);
        assertThat(decision.reason()).isEqualTo("9 of 10 busy, 100 jobs wait, 5.0 tokens");
    }

    @Test
    void shouldRetireThoseThatNobodyNeeded() {
        Load load = new Load(1);
        load.workers = 10;
        for (int i = 0; i < 10; i++) {
            load.busy = i == 5 ? 4 : 2;
            load.step(TOKENS, 0, 0);
            assertThat(load.workers).as("reading %d", i).isEqualTo(10);
        }
        SizingDecision decision = load.step(TOKENS, 0, 0);
        assertThat(load.workers).isEqualTo(4);
        assertThat(decision.reason()).isEqualTo("6 of 10 workers were not needed for PT0.1S");
    }

    /** They may just have been woken. */
    @Test
    void shouldNotTakeWorkersForIdleWhileJobsWait() {
        Load load = new Load(1);
        load.workers = 10;
        load.busy = 2;
        load.depth = 1;
        for (int i = 0; i < 30; i++) {
            load.step(TOKENS, 0, 0);
        }
        assertThat(load.workers).isEqualTo(10);
    }

    /** The promise of the bucket, over every stretch of a random run. */
    @Test
    void shouldNeverStartMoreThanBucketAndRateAllow() {
        Random random = new Random(3);
        for (int round = 0; round < 50; round++) {
            Load load = new Load(round);
            load.workers = 1;
            int[] started = new int[200];
            for (int i = 0; i < started.length; i++) {
                load.depth = random.nextInt(4) == 0 ? 0 : random.nextInt(50);
                load.busy = load.depth > 0 ? load.workers : random.nextInt(load.workers + 1);
                int before = load.workers;
                SizingDecision decision = load.step(TOKENS, 0, 0);
                assertThat(decision.workers()).isBetween(1, 100);
                started[i] = Math.max(0, load.workers - before);
            }
            for (int from = 0; from < started.length; from++) {
                int sum = 0;
                for (int to = from; to < started.length; to++) {
                    sum += started[to];
                    assertThat((double) sum).isLessThanOrEqualTo(5 + 50 * (to - from) * 0.01 + 1e-6);
                }
            }
            assertThat(TOKENS.decide(load.last(), load.before())).isEqualTo(TOKENS.decide(load.last(), load.before()));
        }
    }

    @Test
    void shouldTellItsBrokenRules() {
        assertThat(TOKENS.problems()).isEmpty();
        assertThat(TOKENS.perSecond(0).problems()).containsExactly("perSecond must be a number in (0, 1e9], was 0.0");
        assertThat(TOKENS.perSecond(Double.NaN).problems()).hasSize(1);
        assertThat(TOKENS.bucket(0).problems()).containsExactly("bucket must be >= 1, was 0");
        assertThat(TOKENS.shrinkAfter(Duration.ofSeconds(-1)).problems())
                .containsExactly("shrinkAfter must be >= 0, was PT-1S");
        assertThat(TOKENS.memory())
                .as("100 ms are filled by the bucket and the idle time alike")
                .isEqualTo(11);
    }
}
