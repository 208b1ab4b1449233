package dev.millrace.pool.runtime.slo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.SloState;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.Seed;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

@Guarded
class JudgeTest {
    private static final long SECOND = 1_000_000_000L;
    private static final double BUDGET = 0.01;

    private static Burn burn(double rate) {
        return new Burn(Math.round(rate * 1_000), 100_000, BUDGET);
    }

    @Test
    void goesDownOnlyAfterACalm() {
        Judge judge = new Judge(10 * SECOND, true);
        judge.judge(0, burn(2), burn(5));
        assertThat(judge.state()).isEqualTo(SloState.BREACHED);

        judge.judge(SECOND, burn(0.9), burn(2));
        assertThat(judge.state()).as("kept again, but it burns").isEqualTo(SloState.BREACHED);
        judge.judge(2 * SECOND, burn(0.9), burn(0.5));
        judge.judge(11 * SECOND, burn(0.9), burn(0.5));
        assertThat(judge.state()).as("9 s of calm").isEqualTo(SloState.BREACHED);
        judge.judge(11 * SECOND + 1, burn(0.9), burn(1));
        judge.judge(12 * SECOND, burn(0.9), burn(0.5));
        judge.judge(21 * SECOND, burn(0.9), burn(0.5));
        assertThat(judge.state()).as("9 s after the last burn").isEqualTo(SloState.BREACHED);
        assertThat(judge.judge(22 * SECOND, burn(0.9), burn(0.5))).isTrue();
        assertThat(judge.state()).isEqualTo(SloState.OK);
    }

    @Test
    void staysBreachedThroughACalmWhileItIsNotKept() {
        Judge judge = new Judge(SECOND, true);
        judge.judge(0, burn(2), burn(5));
        for (int second = 1; second < 100; second++) {
            assertThat(judge.judge(second * SECOND, burn(1.5), burn(0))).isFalse();
        }
        assertThat(judge.state()).isEqualTo(SloState.BREACHED);
    }

    /** 20 jobs a second, of which 0.9 % fail by chance where 1 % may: the short window is above and below 1 all the time. */
    @RepeatedTest(5)
    void doesNotGoToAndFroInNoise(Seed seed) {
        SplittableRandom random = seed.random(0);
        Judge judge = new Judge(15 * SECOND, true);
        Judge hasty = new Judge(0, true);
        Trail trail = new Trail(60 * SECOND, 0);
        long bad = 0;
        long all = 0;
        int changes = 0;
        int hastyChanges = 0;
        for (int second = 1; second <= 12_000; second++) {
            for (int job = 0; job < 20; job++) {
                bad += random.nextInt(1_000) < 9 ? 1 : 0;
                all++;
            }
            long now = second * SECOND;
            trail.add(now, new Counts(bad, all));
            Burn window = of(trail.since(now - 60 * SECOND));
            Burn lately = of(trail.since(now - 5 * SECOND));
            changes += judge.judge(now, window, lately) ? 1 : 0;
            hastyChanges += hasty.judge(now, window, lately) ? 1 : 0;
        }
        assertThat(hastyChanges).as("without a calm").isGreaterThan(1_000);
        assertThat(changes).as("in 200 windows").isLessThan(250);
    }

    private static Burn of(Counts counts) {
        return new Burn(counts.bad(), counts.all(), BUDGET);
    }
}
