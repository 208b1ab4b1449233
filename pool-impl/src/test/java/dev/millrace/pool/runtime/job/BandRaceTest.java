package dev.millrace.pool.runtime.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.runtime.support.Scale;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BandRaceTest {
    private static final int SLOTS = 4;
    private static final int LEFT = 2;

    /** A worker that looks before it sleeps must see what another moves from the overflow into the ring at that moment: the one that moves it took one job and answers for no other. */
    @Test
    void shouldNotLookEmptyWhileItsElementsMove() throws Exception {
        Band band = new Band(SLOTS / 2, false);
        band.expectGhosts();
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger stage = new AtomicInteger();
        AtomicInteger wrong = new AtomicInteger();
        Race.run(List.of(
                () -> {
                    for (int round = 0; round < Scale.rounds(100_000); round++) {
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
        for (int i = 0; i < SLOTS + 1 + LEFT; i++) {
            band.put(i);
        }
        stage.incrementAndGet();
        for (int i = 0; i < SLOTS + 1; i++) {
            pollExpecting(band, i);
        }
        Race.spin(20); // the other may be late to look
        stage.incrementAndGet();
        for (int i = SLOTS + 1; i < SLOTS + 1 + LEFT; i++) {
            pollExpecting(band, i);
        }
    }

    /** No assertion of its own: it would take longer than what is looked for. */
    private static void pollExpecting(Band band, Integer expected) {
        if (!expected.equals(band.poll())) {
            throw new AssertionError("another than " + expected);
        }
    }
}
