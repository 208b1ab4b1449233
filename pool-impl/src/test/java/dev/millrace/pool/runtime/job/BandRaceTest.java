package dev.millrace.pool.runtime.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several producers and consumers of a band so small that its overflow is used all the time, with ghosts in between. */
class BandRaceTest {
    private static final int EACH = 4_000;

    @ParameterizedTest(name = "capacity {0}, {1} producers, {2} consumers, guarded {3}")
    @CsvSource({
        "1, 2, 1, false",
        "1, 3, 2, false",
        "2, 2, 2, false",
        "3, 2, 1, false",
        "4, 3, 3, false",
        "1, 2, 1, true",
        "2, 3, 2, true",
        "4, 2, 2, true"
    })
    void shouldGiveEachElementOnce(int capacity, int producers, int consumers, boolean guarded) {
        Race.seeded(seed -> {
            Band band = new Band(capacity, guarded);
            AtomicIntegerArray taken = new AtomicIntegerArray(producers * EACH);
            AtomicInteger waiting = new AtomicInteger();
            AtomicInteger ended = new AtomicInteger();
            List<Callable<?>> racers = new ArrayList<>();
            for (int producer = 0; producer < producers; producer++) {
                int self = producer;
                Random random = new Random(seed + producer);
                racers.add(() -> {
                    for (int i = 0; i < EACH; i++) {
                        await(() -> waiting.get() < capacity);
                        waiting.incrementAndGet();
                        Claimable one = new Claimable(self, i);
                        band.put(one);
                        for (int ghosts = random.nextInt(3); ghosts > 0; ghosts--) {
                            Claimable ghost = new Claimable(self, -1);
                            ghost.win();
                            band.put(ghost);
                        }
                    }
                    return null;
                });
            }
            for (int consumer = 0; consumer < consumers; consumer++) {
                boolean takesOldest = guarded && consumer > 0;
                int[] next = new int[producers];
                racers.add(() -> {
                    while (ended.get() < producers * EACH) {
                        Object element = takesOldest ? band.takeOldest() : band.poll();
                        if (element instanceof Claimable one) {
                            waiting.decrementAndGet();
                            taken.incrementAndGet(one.producer() * EACH + one.number());
                            assertThat(one.number()).isGreaterThanOrEqualTo(next[one.producer()]);
                            next[one.producer()] = one.number() + 1;
                            ended.incrementAndGet();
                        } else {
                            giveWay();
                        }
                    }
                    return null;
                });
            }
            Race.run(racers);

            for (int i = 0; i < taken.length(); i++) {
                assertThat(taken.get(i))
                        .as("times that element %s was taken", i)
                        .isEqualTo(1);
            }
        });
    }

    /** One consumer and somebody who drops: what the consumer gets is in order even where a batch is taken apart meanwhile. */
    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void shouldKeepTheOrderBesideOneWhoDrops(int capacity) {
        Race.seeded(seed -> {
            Band band = new Band(capacity, true);
            AtomicInteger left = new AtomicInteger(EACH);
            AtomicInteger waiting = new AtomicInteger();
            Random random = new Random(seed);
            List<Integer> dropped = new ArrayList<>();
            List<Integer> got = new ArrayList<>();
            Race.run(List.of(
                    () -> {
                        for (int i = 0; i < EACH; ) {
                            await(() -> waiting.get() < 20);
                            int size = Math.min(EACH - i, 1 + random.nextInt(4));
                            Object[] jobs = new Object[size];
                            for (int k = 0; k < size; k++) {
                                jobs[k] = i++;
                            }
                            waiting.addAndGet(size);
                            band.put(size == 1 ? jobs[0] : new Batch(jobs));
                        }
                        return null;
                    },
                    () -> {
                        while (left.get() > 0) {
                            Object element = band.poll();
                            if (element instanceof Batch batch) {
                                batch.drain(job -> got(got, job, left, waiting));
                            } else if (element != null) {
                                got(got, element, left, waiting);
                            } else {
                                giveWay();
                            }
                        }
                        return null;
                    },
                    () -> {
                        while (left.get() > 0) {
                            Object job = band.takeOldest();
                            if (job != null) {
                                got(dropped, job, left, waiting);
                            }
                            giveWay();
                        }
                        return null;
                    }));

            assertThat(got).isSorted();
            assertThat(dropped).isSorted();
            got.addAll(dropped);
            assertThat(got).hasSize(EACH).doesNotHaveDuplicates();
        });
    }

    private static void got(List<Integer> list, Object job, AtomicInteger left, AtomicInteger waiting) {
        list.add((Integer) job);
        waiting.decrementAndGet();
        left.decrementAndGet();
    }

    /** A worker that falls asleep looks once: an element that moves from the overflow into the ring meanwhile must not escape it. */
    @Test
    void shouldNeverLookEmptyWhileAnElementStays() throws Exception {
        // Odd: five elements were put in, and two of them stay.
        AtomicInteger phase = new AtomicInteger();
        AtomicInteger missed = new AtomicInteger();
        int rounds = 100_000;
        Band band = new Band(1, false);
        Race.run(List.of(
                () -> {
                    for (int round = 0; round < rounds; round++) {
                        put(band, 5);
                        phase.incrementAndGet();
                        poll(band, 3); // the third moves the rest of the overflow into the ring
                        Race.spin(10);
                        phase.incrementAndGet();
                        poll(band, 2);
                    }
                    return null;
                },
                () -> {
                    for (int before = phase.get(); before < 2 * rounds; before = phase.get()) {
                        if (before % 2 == 1 && (band.isEmpty() || band.size() == 0) && phase.get() == before) {
                            missed.incrementAndGet();
                        }
                    }
                    return null;
                }));

        assertThat(missed).as("times that it looked empty").hasValue(0);
    }

    private static void poll(Band band, int count) {
        for (int i = 0; i < count; i++) {
            assertThat(band.poll()).isNotNull();
        }
    }

    private static void put(Band band, int count) {
        for (int i = 0; i < count; i++) {
            band.put(i);
        }
    }

    @SuppressWarnings("ThreadPriorityCheck")
    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean() && !Thread.currentThread().isInterrupted()) {
            Thread.yield();
        }
    }

    @SuppressWarnings("ThreadPriorityCheck")
    private static void giveWay() {
        Thread.yield();
    }
}
