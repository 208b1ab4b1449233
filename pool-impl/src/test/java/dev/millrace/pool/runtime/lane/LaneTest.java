package dev.millrace.pool.runtime.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.millrace.pool.runtime.job.Race;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaneTest {

    @ParameterizedTest
    @CsvSource({"4, 4", "5, 8", "8, 8", "64, 64", "100, 128"})
    void shouldHoldAtLeastItsCapacity(int capacity, int elements) {
        Lane lane = new Lane(capacity);

        assertThat(lane.room()).isEqualTo(elements);
        for (int i = 0; i < elements; i++) {
            lane.put(i);
        }

        assertThat(lane.room()).isZero();
        assertThat(lane.size()).isEqualTo(elements);
        assertThatThrownBy(() -> lane.put("one too many")).isInstanceOf(IllegalStateException.class);
        for (int i = 0; i < elements; i++) {
            assertThat(lane.poll()).isEqualTo(i);
        }
        assertThat(lane.poll()).isNull();
        assertThat(lane.isEmpty()).isTrue();
        assertThat(lane.room()).isEqualTo(elements);
    }

    @Test
    void shouldNeverRefuseWhileItSaysThatThereIsRoom() {
        Race.seeded(seed -> {
            Random random = new Random(seed);
            Lane lane = new Lane(8);
            int in = 0;
            int out = 0;
            for (int lap = 0; lap < 20_000; lap++) {
                for (int room = random.nextInt(lane.room() + 1); room > 0; room--) {
                    lane.put(in++);
                }
                assertThat(lane.size()).isEqualTo(in - out);
                for (int left = random.nextInt(lane.size() + 1); left > 0; left--) {
                    assertThat(lane.poll()).isEqualTo(out++);
                }
                assertThat(lane.isEmpty()).isEqualTo(in == out);
            }
        });
    }

    @Test
    void shouldGiveEachClaimToOne() {
        Lane lane = new Lane(4);

        assertThat(lane.producer().tryTake()).isTrue();
        assertThat(lane.producer().tryTake()).isFalse();
        assertThat(lane.lease().tryTake()).as("the other side").isTrue();
        assertThat(lane.lease().tryTake()).isFalse();

        lane.producer().release();
        assertThat(lane.lease().tryTake()).isFalse();
        assertThat(lane.producer().tryTake()).isTrue();
    }

    @Test
    void shouldNeverHaveTwoHoldersOfAClaim() throws Exception {
        Claim claim = new Lane(4).lease();
        Plain holders = new Plain();
        Callable<Object> racer = () -> {
            for (int taken = 0; taken < 300_000; ) {
                if (claim.tryTake()) {
                    holders.value++;
                    if (holders.value != 1) {
                        throw new AssertionError(holders.value + " holders");
                    }
                    holders.value--;
                    claim.release();
                    taken++;
                } else {
                    Thread.onSpinWait();
                }
            }
            return null;
        };
        Race.run(List.of(racer, racer));

        assertThat(holders.value).isZero();
    }

    @Test
    void shouldWaitForTheHolderWhenTakenForGood() throws Exception {
        Lane lane = new Lane(4);
        lane.producer().tryTake();
        AtomicBoolean taken = new AtomicBoolean();
        Thread closer = new Thread(() -> {
            lane.producer().takeForGood();
            taken.set(true);
        });
        closer.start();
        await().until(() -> closer.getState() == Thread.State.RUNNABLE);
        lane.put("the holder is not disturbed");
        assertThat(taken).isFalse();

        lane.producer().release();
        closer.join(TimeUnit.SECONDS.toMillis(20));

        assertThat(taken).isTrue();
        assertThat(lane.producer().tryTake()).as("closed").isFalse();
    }

    /** Three threads take turns on both sides. What each side hands over is plain: its numbers, and the queue's own index. */
    @Test
    void shouldLoseAndDoubleNothingWhenBothSidesChangeHands() {
        Race.seeded(seed -> {
            int elements = 200_000;
            Lane lane = new Lane(16);
            Plain in = new Plain();
            Plain out = new Plain();
            List<Callable<?>> racers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Random random = new Random(seed + i);
                racers.add(() -> {
                    while (!out.reached(elements)) {
                        if (random.nextBoolean()) {
                            produce(lane, in, elements, random);
                        } else {
                            consume(lane, out, random);
                        }
                    }
                    return null;
                });
            }
            Race.run(racers);

            assertThat(in.value).isEqualTo(elements);
            assertThat(lane.isEmpty()).isTrue();
        });
    }

    private static void produce(Lane lane, Plain in, int most, Random random) {
        if (lane.producer().tryTake()) {
            try {
                for (int left = Math.min(random.nextInt(6), lane.room()); left > 0 && in.value < most; left--) {
                    lane.put(in.value);
                    in.value++;
                }
            } finally {
                lane.producer().release();
            }
        }
    }

    private static void consume(Lane lane, Plain out, Random random) {
        if (lane.lease().tryTake()) {
            try {
                for (int left = random.nextInt(6); left > 0; left--) {
                    Object element = lane.poll();
                    if (element == null) {
                        return;
                    }
                    assertThat(element).isEqualTo(out.value);
                    out.value++;
                    out.seen = out.value;
                }
            } finally {
                lane.lease().release();
            }
        }
    }

    /** A number that only the holder of a claim may touch. */
    private static final class Plain {
        int value;
        volatile int seen;

        boolean reached(int end) {
            return seen >= end;
        }
    }
}
