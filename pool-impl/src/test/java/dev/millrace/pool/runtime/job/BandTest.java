package dev.millrace.pool.runtime.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BandTest {
    private static final int SLOTS = 4;

    private static final class Ghost extends Arbitrated {
        private volatile boolean gone;

        @Override
        public boolean isGhost() {
            return gone;
        }

        @Override
        public boolean tryDrop() {
            return false;
        }

        @Override
        public Runnable tryReturn() {
            return null;
        }

        @Override
        public void handBack() {}
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 16, 100})
    void shouldKeepTheOrderInAndOutOfTheOverflow(int capacity) {
        Race.seeded(seed -> {
            SplittableRandom random = new SplittableRandom(seed);
            Band band = new Band(capacity);
            Queue<Ghost> live = new ArrayDeque<>();
            for (int i = 0; i < 20_000; i++) {
                if (live.size() < capacity && random.nextInt(3) > 0) {
                    Ghost job = new Ghost();
                    live.add(job);
                    band.put(job);
                } else if (random.nextInt(8) == 0) {
                    assertThat(band.poll()).isSameAs(live.poll());
                } else if (!live.isEmpty()) {
                    live.poll().gone = true;
                }
                assertThat(band.isEmpty() && !live.isEmpty()).isFalse();
            }
            while (!live.isEmpty()) {
                assertThat(band.poll()).isSameAs(live.poll());
            }
            assertThat(band.poll()).isNull();
            assertThat(band.isEmpty()).isTrue();
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 16, 1_000})
    void shouldNotGrowWithGhosts(int capacity) {
        Band band = new Band(capacity);
        int most = 0;
        for (int i = 0; i < 100_000; i++) {
            Ghost job = new Ghost();
            band.put(job);
            job.gone = true;
            most = Math.max(most, band.size());
        }
        assertThat(most).isLessThanOrEqualTo(band.slots() + Math.max(64, 2 * capacity));
        Ghost live = new Ghost();
        band.put(live);
        assertThat(band.poll()).isSameAs(live);
        assertThat(band.poll()).isNull();
        assertThat(band.isEmpty()).isTrue();
    }

    @Test
    void shouldNotGrowWithBatchesOfGhosts() {
        Band band = new Band(SLOTS / 2);
        int most = 0;
        for (int i = 0; i < 10_000; i++) {
            Ghost[] jobs = {new Ghost(), new Ghost()};
            band.put(new Batch(new Object[] {jobs[0], jobs[1]}));
            jobs[0].gone = true;
            jobs[1].gone = true;
            most = Math.max(most, band.size());
        }
        assertThat(most).isLessThanOrEqualTo(band.slots() + 64);
        Batch mixed = new Batch(new Object[] {dead(), new Ghost()});
        band.put(mixed);
        assertThat(band.poll()).isSameAs(mixed);
        assertThat(band.poll()).isNull();
    }

    private static Ghost dead() {
        Ghost job = new Ghost();
        job.gone = true;
        return job;
    }

    /** A worker that looks before it sleeps must see what another moves from the overflow into the ring at that moment: the one that moves it took one job and answers for no other. */
    @Test
    void shouldNotLookEmptyWhileItsElementsMove() throws Exception {
        Band band = new Band(SLOTS / 2);
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger stage = new AtomicInteger();
        AtomicInteger wrong = new AtomicInteger();
        Race.run(List.of(
                () -> {
                    for (int round = 0; round < 40_000; round++) {
                        fillAndEmpty(band, stage);
                    }
                    over.set(true);
                    return null;
                },
                () -> {
                    while (!over.get()) {
                        int before = stage.get();
                        boolean empty = band.isEmpty() || band.size() == 0;
                        if (empty && before % 2 == 1 && stage.get() == before) {
                            wrong.incrementAndGet();
                        }
                    }
                    return null;
                }));
        assertThat(wrong)
                .as("looks that found nothing while there was something")
                .hasValue(0);
    }

    /** The stage is odd while something is there. */
    private static void fillAndEmpty(Band band, AtomicInteger stage) {
        List<Object> in = new ArrayList<>();
        for (int i = 0; i < SLOTS + 3; i++) {
            in.add(i);
            band.put(i);
        }
        stage.incrementAndGet();
        for (int i = 0; i < SLOTS + 1; i++) {
            assertThat(band.poll() == in.get(i)).isTrue();
        }
        stage.incrementAndGet();
        for (int i = SLOTS + 1; i < SLOTS + 3; i++) {
            assertThat(band.poll() == in.get(i)).isTrue();
        }
    }
}
