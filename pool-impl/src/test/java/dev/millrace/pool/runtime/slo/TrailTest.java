package dev.millrace.pool.runtime.slo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

@Guarded
class TrailTest {
    private static final long WINDOW = 24_000;

    private record Look(long at, Counts totals) {}

    @Test
    void knowsNothingAtFirst() {
        assertThat(new Trail(WINDOW, 7).since(-5)).isEqualTo(Counts.NONE);
    }

    @Test
    void tellsWhatCameBeforeALongGapFromWhatCameAfter() {
        Trail trail = new Trail(WINDOW, 0);
        trail.add(1_000, new Counts(1, 10));
        trail.add(1_000_000, new Counts(2, 30));

        assertThat(trail.since(999_999)).isEqualTo(new Counts(1, 20));
        assertThat(trail.since(1_000)).isEqualTo(new Counts(1, 20));
        assertThat(trail.since(999)).isEqualTo(new Counts(2, 30));
    }

    /** Against all looks kept: the edge is never late, and early by a 240th and one look at most. */
    @RepeatedTest(20)
    void isTooEarlyByLittleAndNeverLate(Seed seed) {
        SplittableRandom random = seed.random(0);
        long start = random.nextLong();
        long now = start;
        int longest = 1 + random.nextInt(900);
        Trail trail = new Trail(WINDOW, start);
        List<Look> looks = new ArrayList<>(List.of(new Look(start, Counts.NONE)));
        Counts totals = Counts.NONE;
        for (int look = 0; look < 3_000; look++) {
            long step = 1 + random.nextInt(longest);
            now += step;
            long jobs = random.nextInt(5);
            totals = new Counts(totals.bad() + random.nextInt((int) jobs + 1), totals.all() + jobs);
            looks.add(new Look(now, totals));
            trail.add(now, totals);
            long edge = now - 1 - random.nextLong(WINDOW);
            Counts since = trail.since(edge);
            long last = now;
            long latest = at(looks, edge, last).all();
            long earliest = at(looks, edge - WINDOW / 240 - longest, last).all();
            assertThat(totals.all() - since.all()).isBetween(earliest, latest);
        }
    }

    private static Counts at(List<Look> looks, long edge, long now) {
        for (int i = looks.size() - 1; i > 0; i--) {
            if (now - looks.get(i).at() >= now - edge) {
                return looks.get(i).totals();
            }
        }
        return looks.get(0).totals();
    }
}
