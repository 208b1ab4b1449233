package dev.millrace.pool.runtime.strand;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What ran of each key, in which order and whether one at a time, noted without any synchronisation but the pool's own: the lists are plain. */
final class KeyLog {
    private final List<List<Integer>> ran = new ArrayList<>();
    private final List<AtomicInteger> inside = new ArrayList<>();
    private final LongAdder overlaps = new LongAdder();

    KeyLog(int keys) {
        for (int i = 0; i < keys; i++) {
            ran.add(new ArrayList<>());
            inside.add(new AtomicInteger());
        }
    }

    /** A job that notes its run. */
    Runnable job(int key, int number) {
        return job(key, number, () -> {});
    }

    /** A job that notes its run and does something then. */
    Runnable job(int key, int number, Runnable then) {
        return () -> {
            if (inside.get(key).getAndIncrement() != 0) {
                overlaps.increment();
            }
            try {
                ran.get(key).add(number);
                then.run();
            } finally {
                inside.get(key).getAndDecrement();
            }
        };
    }

    /** What ran of a key. To be asked when all is over. */
    List<Integer> of(int key) {
        return ran.get(key);
    }

    int total() {
        return ran.stream().mapToInt(List::size).sum();
    }

    /** Of each key one at a time, and none before an earlier one. */
    void assertInOrder() {
        assertThat(overlaps.sum())
                .as("jobs that began while another of their key ran")
                .isZero();
        for (int key = 0; key < ran.size(); key++) {
            int last = -1;
            for (int number : ran.get(key)) {
                assertThat(number).as("key %s ran after %s", key, last).isGreaterThan(last);
                last = number;
            }
        }
    }

    /** Each job of a key ran, in order. */
    void assertComplete(int... counts) {
        for (int key = 0; key < counts.length; key++) {
            assertThat(ran.get(key)).as("key %s", key).hasSize(counts[key]);
        }
        assertInOrder();
    }
}
