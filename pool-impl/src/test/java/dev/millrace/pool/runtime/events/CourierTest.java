package dev.millrace.pool.runtime.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.PoolThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CourierTest {
    private final Queue<String> warnings = new ConcurrentLinkedQueue<>();
    private final PoolThreads threads = new PoolThreads();
    private final Courier courier = new Courier(threads, text -> warnings.add(text.get()));

    @AfterEach
    void end() {
        courier.stopNow();
        Await.end(threads.ownAlive());
    }

    @Test
    void callsInOrderByOneThread() {
        List<Integer> called = new ArrayList<>();
        CountDownLatch last = new CountDownLatch(500);
        for (int i = 0; i < 500; i++) {
            int number = i;
            courier.carry(() -> {
                called.add(number);
                last.countDown();
            });
        }
        Await.until(() -> last.getCount() == 0, () -> last.getCount() + " calls are missing");

        assertThat(called).isSorted().hasSize(500);
        assertThat(threads.count()).isEqualTo(1);
        assertThat(courier.lost()).isZero();
    }

    @Test
    void losesWhatIsTooMuchAndTellsOnce() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch open = new CountDownLatch(1);
        Queue<Integer> called = new ConcurrentLinkedQueue<>();
        courier.carry(() -> {
            begun.countDown();
            try {
                open.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        begun.await();
        for (int i = 0; i < 3_000; i++) {
            int number = i;
            courier.carry(() -> called.add(number));
        }

        assertThat(courier.lost()).isEqualTo(3_000 - 1_024);
        assertThat(warnings).hasSize(1).allMatch(text -> text.contains("a listener is slow"));
        open.countDown();
        Await.until(() -> called.size() == 1_024, () -> called.size() + " were called");
    }

    @Test
    void countsWhatIsLostWithoutAThread() {
        Courier none = new Courier(
                runnable -> {
                    throw new OutOfMemoryError("no thread");
                },
                text -> warnings.add(text.get()));

        none.carry(() -> {});
        none.carry(() -> {});

        assertThat(none.lost()).isEqualTo(2);
        assertThat(warnings).hasSize(1).allMatch(text -> text.contains("no thread"));
    }

    @Test
    void callsWhatWaitsBeforeItEndsAndNothingAfter() {
        Queue<Integer> called = new ConcurrentLinkedQueue<>();
        courier.carry(() -> called.add(1));
        courier.carry(() -> called.add(2));
        courier.stop();
        courier.carry(() -> called.add(3));

        Await.end(threads.ownAlive());
        assertThat(called).containsExactly(1, 2);
        assertThat(courier.lost()).isZero();
    }
}
