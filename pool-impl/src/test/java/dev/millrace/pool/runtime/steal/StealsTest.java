package dev.millrace.pool.runtime.steal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.StealCount;
import dev.millrace.pool.runtime.support.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class StealsTest {
    private final Steals steals = new Steals();

    @Test
    void shouldCountByThiefAndVictim() {
        steals.add(3, 1, 5);
        steals.add(0, 63, 1);
        steals.add(3, 1, 7);
        steals.add(3, 0, 2);

        assertThat(steals.counts())
                .containsExactly(new StealCount(0, 63, 1, 1), new StealCount(3, 0, 1, 2), new StealCount(3, 1, 2, 12));
    }

    @Test
    void shouldPassByWhoIsBeyondTheFirst64Places() {
        steals.add(64, 0, 1);
        steals.add(0, 64, 1);
        steals.add(1_000, 2_000, 1);

        assertThat(steals.counts()).isEmpty();
    }

    /** Each steal brings 3, so whoever reads sees at least three times as many elements as steals. */
    @Test
    void shouldNeverShowStealsWithoutTheirElements() {
        AtomicBoolean over = new AtomicBoolean();
        AtomicReference<StealCount> bad = new AtomicReference<>();
        Thread reader = new Thread(() -> {
            while (!over.get()) {
                for (StealCount count : steals.counts()) {
                    if (count.elements() < 3 * count.steals()) {
                        bad.set(count);
                    }
                }
            }
        });
        reader.start();
        List<Thread> thieves = new ArrayList<>();
        for (int thief = 0; thief < 3; thief++) {
            int number = thief;
            Thread thread = new Thread(() -> {
                for (int i = 0; i < 200_000; i++) {
                    steals.add(number, i % 4, 3);
                }
            });
            thieves.add(thread);
            thread.start();
        }
        Await.end(thieves);
        over.set(true);
        Await.end(reader);

        assertThat(bad.get()).isNull();
        assertThat(steals.counts())
                .hasSize(12)
                .allMatch(count -> count.steals() == 50_000 && count.elements() == 150_000);
    }
}
