package dev.millrace.pool.runtime.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.Priority;
import dev.millrace.pool.PriorityShares;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose turn it is among the bands of priority. */
class BandsTest {
    private record Job(Priority priority, int number) {}

    private static JobQueue queue(int high, int normal, int low) {
        return new JobQueue(10_000, new PriorityShares(high, normal, low), true);
    }

    private static void put(JobQueue queue, Priority priority, int count) {
        for (int i = 0; i < count; i++) {
            queue.put(new Job(priority, i), priority);
        }
    }

    @Test
    void shouldMakeNoBandsWhileNobodyAsksForOne() throws Exception {
        JobQueue queue = queue(16, 4, 1);
        Field bands = JobQueue.class.getDeclaredField("bands");
        bands.setAccessible(true);

        queue.prepare(Priority.NORMAL);
        put(queue, Priority.NORMAL, 10);
        queue.put("plain");
        assertThat(queue.poll()).isEqualTo(new Job(Priority.NORMAL, 0));
        assertThat(queue.takeOldest()).isEqualTo(new Job(Priority.NORMAL, 1));
        assertThat(bands.get(queue)).isNull();

        queue.prepare(Priority.LOW);
        assertThat(bands.get(queue)).isNotNull();
        assertThat(queue.size()).isEqualTo(9);
        assertThat(queue.poll()).isEqualTo(new Job(Priority.NORMAL, 2));
    }

    @ParameterizedTest(name = "{0}:{1}:{2}")
    @CsvSource({"16, 4, 1", "1, 1, 1", "3, 2, 1", "1, 5, 2", "1000, 1, 1", "7, 7, 3"})
    void shouldServeEachBandByItsShare(int high, int normal, int low) {
        PriorityShares shares = new PriorityShares(high, normal, low);
        Priority[] round = Bands.round(shares);
        assertThat(round).hasSize(high + normal + low);
        for (Priority priority : Priority.values()) {
            assertThat(Collections.frequency(Arrays.asList(round), priority)).isEqualTo(shares.of(priority));
        }
        JobQueue queue = queue(high, normal, low);
        int rounds = 3;
        for (Priority priority : Priority.values()) {
            put(queue, priority, rounds * shares.of(priority));
        }

        List<Priority> order = new ArrayList<>();
        Map<Priority, Integer> next = new EnumMap<>(Priority.class);
        for (Object job = queue.poll(); job != null; job = queue.poll()) {
            Job got = (Job) job;
            order.add(got.priority());
            assertThat(got.number()).isEqualTo(next.merge(got.priority(), 1, Integer::sum) - 1);
        }

        assertThat(order).hasSize(rounds * round.length);
        for (int from = 0; from + round.length <= order.size(); from++) {
            List<Priority> window = order.subList(from, from + round.length);
            for (Priority priority : Priority.values()) {
                assertThat(Collections.frequency(window, priority)).isEqualTo(shares.of(priority));
            }
        }
    }

    /** Evenly: a band is never left out for longer than its share says, but for one turn. */
    @Test
    void shouldSpreadTheTurns() {
        List<Priority> round = Arrays.asList(Bands.round(new PriorityShares(16, 4, 1)));
        int last = -1;
        for (int i = 0; i < round.size(); i++) {
            if (round.get(i) == Priority.NORMAL) {
                assertThat(i - last).isLessThanOrEqualTo(round.size() / 4 + 2);
                last = i;
            }
        }
    }

    @Test
    void shouldLeaveTheShareOfAnEmptyBandToTheOthers() {
        JobQueue queue = queue(2, 2, 2);
        queue.prepare(Priority.LOW);
        put(queue, Priority.LOW, 5);
        for (int i = 0; i < 5; i++) {
            assertThat(queue.isEmpty()).isFalse();
            assertThat(queue.poll()).isEqualTo(new Job(Priority.LOW, i));
        }
        put(queue, Priority.HIGH, 50);
        put(queue, Priority.LOW, 50);

        int low = 0;
        for (int i = 0; i < 60; i++) {
            low += ((Job) queue.poll()).priority() == Priority.LOW ? 1 : 0;
        }
        assertThat(low)
                .as("its own third; the turns of the empty band go to the highest")
                .isEqualTo(20);
    }

    @Test
    void shouldTakeTheOldestOfTheLowestBandFirst() {
        JobQueue queue = queue(16, 4, 1);
        put(queue, Priority.HIGH, 2);
        put(queue, Priority.NORMAL, 2);
        put(queue, Priority.LOW, 2);

        List<Object> taken = new ArrayList<>();
        for (Object job = queue.takeOldest(); job != null; job = queue.takeOldest()) {
            taken.add(job);
        }

        assertThat(taken)
                .containsExactly(
                        new Job(Priority.LOW, 0),
                        new Job(Priority.LOW, 1),
                        new Job(Priority.NORMAL, 0),
                        new Job(Priority.NORMAL, 1),
                        new Job(Priority.HIGH, 0),
                        new Job(Priority.HIGH, 1));
        assertThat(queue.isEmpty()).isTrue();
    }

    /** Ghosts, and polls of an empty queue, use no band's turn up while jobs wait. */
    @Test
    void shouldNotCountGhosts() {
        Race.seeded(seed -> {
            Random random = new Random(seed);
            JobQueue queue = queue(3, 2, 1);
            List<Claimable> live = new ArrayList<>();
            for (int i = 0; i < 600; i++) {
                int band = random.nextInt(3);
                Claimable one = new Claimable(band, i);
                queue.put(one, Priority.values()[band]);
                if (random.nextBoolean()) {
                    one.win();
                } else {
                    live.add(one);
                }
            }
            int[] counts = new int[3];
            for (int i = 0; i < 60; i++) {
                counts[((Claimable) queue.poll()).producer()]++;
            }
            assertThat(live).hasSizeGreaterThan(200);
            assertThat(counts).containsExactly(30, 20, 10);
        });
    }
}
