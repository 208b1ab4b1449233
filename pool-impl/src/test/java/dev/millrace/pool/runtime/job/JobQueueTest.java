package dev.millrace.pool.runtime.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.millrace.pool.PriorityShares;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobQueueTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 16, 1_000})
    void shouldTakeTwiceItsCapacityWithoutAnyTaker(int capacity) {
        JobQueue queue = new JobQueue(capacity, new PriorityShares(16, 4, 1));

        assertTimeoutPreemptively(SOON, () -> put(queue, 2 * capacity));

        assertThat(queue.size()).isEqualTo(2 * capacity);
        for (int i = 0; i < 2 * capacity; i++) {
            assertThat(queue.poll()).isEqualTo(i);
        }
        assertThat(queue.poll()).isNull();
        assertThat(queue.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void shouldKeepTheOrderOverManyLaps(int capacity) {
        JobQueue queue = new JobQueue(capacity, new PriorityShares(16, 4, 1));
        int out = 0;
        for (int in = 0; in < 20_000; in++) {
            queue.put(in);
            if (queue.size() >= capacity) {
                assertThat(queue.poll()).isEqualTo(out++);
            }
        }
        assertThat(queue.size()).isEqualTo(20_000 - out).isEqualTo(capacity - 1);
    }

    @Test
    void shouldNotBeEmptyWhileAnElementIsHalfWayIn() throws Exception {
        JobQueue queue = new JobQueue(8, new PriorityShares(16, 4, 1));
        queue.put("first");
        assertThat(queue.poll()).isEqualTo("first");
        assertThat(queue.isEmpty()).isTrue();

        claimSlotWithoutPublishing(queue);

        assertTimeoutPreemptively(SOON, () -> assertThat(queue.poll()).isNull(), "waits for the producer");
        assertThat(queue.isEmpty()).isFalse();
        assertThat(queue.size()).isEqualTo(1);
    }

    @Test
    void shouldKeepTheOrderOfEachProducer() {
        Race.seeded(seed -> {
            int each = 60_000;
            int producers = 2;
            JobQueue queue = new JobQueue(4, new PriorityShares(16, 4, 1));
            List<Callable<?>> racers = new ArrayList<>();
            for (int producer = 0; producer < producers; producer++) {
                int self = producer;
                racers.add(() -> {
                    for (int i = 0; i < each; i++) {
                        queue.put(i * producers + self);
                    }
                    return null;
                });
            }
            int[] next = new int[producers];
            racers.add(() -> {
                for (int left = producers * each; left > 0; ) {
                    Object element = queue.poll();
                    if (element != null) {
                        int producer = (int) element % producers;
                        assertThat((int) element / producers).isEqualTo(next[producer]++);
                        left--;
                    }
                }
                return null;
            });
            Race.run(racers);

            assertThat(next).containsOnly(each);
            assertThat(queue.isEmpty()).isTrue();
        });
    }

    private static void put(JobQueue queue, int count) {
        for (int i = 0; i < count; i++) {
            queue.put(i);
        }
    }

    /** Leaves the ring as a producer does that is preempted between claiming its slot and filling it. */
    private static void claimSlotWithoutPublishing(JobQueue queue) throws ReflectiveOperationException {
        Field band = JobQueue.class.getDeclaredField("normal");
        band.setAccessible(true);
        Field field = Band.class.getDeclaredField("ring");
        field.setAccessible(true);
        Object ring = field.get(band.get(queue));
        Class<?> type = ring.getClass();
        while (!type.getSimpleName().endsWith("ProducerIndexField")) {
            type = type.getSuperclass();
        }
        Field index = type.getDeclaredField("producerIndex");
        index.setAccessible(true);
        index.setLong(ring, index.getLong(ring) + 1);
    }
}
