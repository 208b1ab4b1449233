package dev.millrace.pool.runtime.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.PriorityShares;
import dev.millrace.pool.runtime.support.Spared;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A band from which jobs are dropped passes over what must not be: each keeps its turn before all that came later. */
class PassedOverTest {

    private static List<Object> polled(Band band) {
        List<Object> all = new ArrayList<>();
        for (Object element = band.poll(); element != null; element = band.poll()) {
            all.add(element);
        }
        return all;
    }

    /** In the ring, and in the overflow of a small one. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 100})
    void shouldDropFromBehindWhatIsSpared(int capacity) {
        Band band = new Band(capacity, true);
        band.expectGhosts();
        List<Object> spared = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Spared one = new Spared("spared " + i);
            spared.add(one);
            band.put(one);
            band.put(i);
        }
        for (int i = 0; i < 6; i++) {
            assertThat(band.takeOldest()).isEqualTo(i);
            assertThat(band.size()).isEqualTo(20 - i - 1);
            assertThat(band.isEmpty()).isFalse();
        }
        List<Object> left = polled(band);
        assertThat(left).containsSubsequence(spared).hasSize(14);
        assertThat(left.subList(0, 6)).isEqualTo(spared.subList(0, 6));
        assertThat(band.isEmpty()).isTrue();
    }

    @Test
    void shouldEndWhereOnlySparedOnesAre() {
        Band band = new Band(4, true);
        band.expectGhosts();
        Spared ended = new Spared("ended");
        for (int i = 0; i < 50; i++) {
            band.put(i == 7 ? ended : new Spared("spared " + i));
        }
        assertThat(band.takeOldest()).isNull();
        assertThat(band.takeOldest()).isNull();
        assertThat(band.isEmpty()).isFalse();
        assertThat(band.size()).isEqualTo(50);
        ended.end();
        assertThat(polled(band)).hasSize(49);
        assertThat(band.isEmpty()).isTrue();
        assertThat(band.size()).isZero();
    }

    @Test
    void shouldServeFirstWhatWasPutToTheFront() {
        JobQueue queue = new JobQueue(4, new PriorityShares(16, 4, 1), true);
        queue.expectArbitrated();
        queue.put(1);
        Spared front = new Spared("front");
        queue.putFirst(front);
        assertThat(queue.isEmpty()).isFalse();
        assertThat(queue.poll()).isSameAs(front);
        assertThat(queue.poll()).isEqualTo(1);
        assertThat(queue.isEmpty()).isTrue();
    }
}
