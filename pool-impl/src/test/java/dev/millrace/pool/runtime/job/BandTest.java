package dev.millrace.pool.runtime.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jctools.queues.varhandle.MpmcVarHandleArrayQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a band does for one thread: ring and overflow together are one queue. */
class BandTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void shouldKeepTheOrderAcrossTheOverflow(int capacity) {
        Band band = new Band(capacity, false);
        band.expectGhosts();
        int many = 10 * band.slots();
        for (int i = 0; i < many; i++) {
            band.put(i);
            assertThat(band.isEmpty()).isFalse();
            assertThat(band.size()).isEqualTo(i + 1);
        }
        for (int i = 0; i < many; i++) {
            assertThat(band.isEmpty()).isFalse();
            assertThat(band.poll()).isEqualTo(i);
        }
        assertThat(band.poll()).isNull();
        assertThat(band.isEmpty()).isTrue();
        assertThat(band.size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void shouldGiveNoGhosts(int capacity) {
        Band band = new Band(capacity, false);
        band.expectGhosts();
        List<Claimable> all = IntStream.range(0, 50)
                .mapToObj(i -> new Claimable(0, i))
                .peek(band::put)
                .toList();
        all.stream().filter(one -> one.number() % 10 != 7).forEach(Claimable::win);

        for (int i = 7; i < 50; i += 10) {
            assertThat(band.poll()).isSameAs(all.get(i));
        }
        assertThat(band.poll()).isNull();
        assertThat(band.isEmpty()).isTrue();
    }

    /** Who looks is stopped in the middle, while a consumer moves what is left of the overflow into the ring. */
    @Test
    void shouldNotLookEmptyWhileElementsMoveIntoTheRing() throws Exception {
        Band band = new Band(1, false);
        band.expectGhosts();
        StoppedRing ring = new StoppedRing(band.slots());
        Field field = Band.class.getDeclaredField("ring");
        field.setAccessible(true);
        field.set(band, ring);
        int slots = band.slots();
        for (int i = 0; i < 2 * slots + 1; i++) {
            band.put(i);
        }
        for (int i = 0; i < slots; i++) {
            assertThat(band.poll()).isEqualTo(i);
        }

        ring.meanwhile = () -> assertThat(band.poll()).isEqualTo(slots);

        assertThat(band.isEmpty()).isFalse();
    }

    /** Lets something happen between its answer and what is asked next. */
    private static final class StoppedRing extends MpmcVarHandleArrayQueue<Object> {
        private Runnable meanwhile;

        StoppedRing(int capacity) {
            super(capacity);
        }

        @Override
        public boolean isEmpty() {
            boolean empty = super.isEmpty();
            Runnable now = meanwhile;
            meanwhile = null;
            if (now != null) {
                now.run();
            }
            return empty;
        }
    }

    /** With nobody there to take, ghosts must not fill the memory. */
    @Test
    void shouldNotGrowByGhosts() {
        Band band = new Band(2, false);
        band.expectGhosts();
        for (int i = 0; i < 100_000; i++) {
            Claimable one = new Claimable(0, i);
            band.put(one);
            one.win();
        }

        assertThat(band.size()).isLessThan(100);
        Claimable last = new Claimable(0, -1);
        band.put(last);
        assertThat(band.poll()).isSameAs(last);
    }

    @Test
    void shouldNotGrowByBatchesOfGhosts() {
        Band band = new Band(2, false);
        band.expectGhosts();
        for (int i = 0; i < 10_000; i++) {
            Claimable one = new Claimable(0, i);
            Claimable other = new Claimable(0, i);
            band.put(new Batch(new Object[] {one, other}));
            one.win();
            other.win();
        }

        assertThat(band.size()).isLessThan(100);
    }

    @Test
    void shouldKeepABatchThatHasALiveJob() {
        Band band = new Band(1, false);
        band.expectGhosts();
        Claimable live = new Claimable(0, 1);
        List<Batch> batches = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Claimable ghost = new Claimable(0, 0);
            ghost.win();
            batches.add(new Batch(new Object[] {ghost, i == 20 ? live : ghost}));
            band.put(batches.get(i));
        }

        List<Object> left = new ArrayList<>();
        for (Object element = band.poll(); element != null; element = band.poll()) {
            left.add(element);
        }
        assertThat(left).contains(batches.get(20)).hasSizeLessThan(100);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void shouldTakeTheOldestJobAndLeaveTheRestOfItsBatch(int capacity) {
        Band band = new Band(capacity, true);
        band.expectGhosts();
        band.put("a");
        band.put(new Batch(new Object[] {"b", "c", "d"}));
        Claimable ghost = new Claimable(0, 0);
        ghost.win();
        band.put(ghost);
        band.put(new Batch(new Object[] {ghost, "e"}));
        band.put("f");

        assertThat(band.takeOldest()).isEqualTo("a");
        assertThat(band.takeOldest()).isEqualTo("b");
        Object rest = band.poll();
        assertThat(rest).isInstanceOf(Batch.class);
        assertThat(((Batch) rest).takeOldest()).isEqualTo("c");
        assertThat(band.takeOldest()).isEqualTo("e");
        assertThat(band.takeOldest()).isEqualTo("f");
        assertThat(band.takeOldest()).isNull();
        assertThat(band.isEmpty()).isTrue();
    }

    /** Puts, polls, drops and cancels at random, against a plain list; as many live jobs as the capacity, as admission keeps it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void shouldBehaveAsAListDoes(int capacity) {
        Race.seeded(seed -> {
            Random random = new Random(seed);
            Band band = new Band(capacity, true);
            band.expectGhosts();
            Deque<Claimable> model = new ArrayDeque<>();
            int number = 0;
            for (int step = 0; step < 100_000; step++) {
                model.removeIf(Claimable::isGhost);
                switch (random.nextInt(8)) {
                    case 0 -> assertThat(band.poll()).isSameAs(model.poll());
                    case 1 -> assertThat(band.takeOldest()).isSameAs(model.poll());
                    case 2, 3, 4 -> {
                        if (!model.isEmpty()) {
                            model.stream()
                                    .skip(random.nextInt(model.size()))
                                    .findFirst()
                                    .orElseThrow()
                                    .win();
                        }
                    }
                    default -> {
                        if (model.size() < capacity) {
                            Claimable one = new Claimable(0, number++);
                            band.put(one);
                            model.add(one);
                        }
                    }
                }
                assertThat(band.isEmpty() && model.stream().anyMatch(one -> !one.isGhost()))
                        .isFalse();
                assertThat(band.size()).isLessThan(100);
            }
        });
    }
}
