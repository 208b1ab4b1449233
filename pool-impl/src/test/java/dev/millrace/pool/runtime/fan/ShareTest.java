package dev.millrace.pool.runtime.fan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.Ledger;
import dev.millrace.pool.runtime.support.Scale;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who gets an input of a share. */
@Guarded
class ShareTest {
    private final Share share = new Share();

    private static long group(int from, int to) {
        return (long) from << 32 | to;
    }

    @Test
    void shouldBeEmptyAtFirst() {
        assertThat(share.claim(8)).isEqualTo(-1);
        assertThat(share.left()).isZero();
    }

    @Test
    void shouldGiveItsInputsInOrder() {
        share.refill(10, 15);

        assertThat(share.claim(2)).isEqualTo(group(10, 12));
        assertThat(share.claim(8)).isEqualTo(group(12, 15));
        assertThat(share.claim(1)).isEqualTo(-1);
    }

    @Test
    void shouldLoseTheOlderHalfToAThief() {
        Share thief = new Share();
        share.refill(10, 15);

        assertThat(thief.steal(share)).isTrue();
        assertThat(thief.claim(8)).isEqualTo(group(10, 13));
        assertThat(share.claim(8)).isEqualTo(group(13, 15));
        assertThat(thief.steal(share)).isFalse();
    }

    @Test
    void shouldTakeAsMuchAtOnceAsLastsAStep() {
        assertThat(share.atOnce()).isEqualTo(Share.GROUP);
        Lap first = new Lap(null, 0, 8, "a", 0);
        share.took(first, 8, 80);
        assertThat(share.atOnce()).isEqualTo(16);
        share.took(new Lap(first, 20, 21, "a", 0), 1, 1_000_000);
        assertThat(share.atOnce()).isEqualTo(1);
        assertThat(share.last().total()).isEqualTo(9);
        assertThat(first.ranNanos()).isEqualTo(10);
    }

    /** The owner claims, two thieves steal from it and from each other, all at once. */
    @Test
    @SuppressWarnings("ThreadPriorityCheck")
    void shouldGiveEachInputToOne() throws Exception {
        int inputs = 400;
        for (int round = 0; round < Scale.rounds(100); round++) {
            Ledger ledger = new Ledger(inputs);
            Share[] shares = {new Share(), new Share(), new Share()};
            shares[0].refill(0, inputs);
            CyclicBarrier begin = new CyclicBarrier(shares.length);
            Thread[] threads = IntStream.range(0, shares.length)
                    .mapToObj(me -> new Thread(() -> {
                        try {
                            begin.await();
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                        while (ledger.total() < inputs) {
                            long group = shares[me].claim(1 + me);
                            if (group < 0) {
                                Thread.yield();
                                if (!shares[me].steal(shares[(me + 1) % shares.length])) {
                                    shares[me].steal(shares[(me + 2) % shares.length]);
                                }
                            } else {
                                IntStream.range((int) (group >>> 32), (int) group)
                                        .forEach(ledger::ran);
                            }
                        }
                    }))
                    .toArray(Thread[]::new);
            for (Thread thread : threads) {
                thread.start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
            ledger.assertEachRanOnce();
        }
    }
}
