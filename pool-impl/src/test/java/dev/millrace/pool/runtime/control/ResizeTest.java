package dev.millrace.pool.runtime.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.millrace.pool.Dispatch;
import dev.millrace.pool.SizingPolicy;
import dev.millrace.pool.WorkerPool;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResizeTest {

    @ParameterizedTest(name = "B31 {0} {1}")
    @CsvSource({
        "4, 2, maxWorkers (2) must be >= minWorkers (4)",
        "0, 2, 'minWorkers must be >= 1, was 0'",
        "1, 100000, 'maxWorkers must be <= 32767, was 100000'"
    })
    void shouldRefuseBadBoundsAndChangeNothing(int min, int max, String message) {
        try (WorkerPool pool = WorkerPool.builder("resize").workers(1, 3).build()) {
            assertThatThrownBy(() -> pool.resize(min, max))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(message);

            assertThat(pool.stats().workers().min()).isEqualTo(1);
            assertThat(pool.stats().workers().max()).isEqualTo(3);
            assertThat(pool.decisions()).isEmpty();
        }
    }

    @Test
    void shouldKeepALaneForEachDispatcher() {
        try (WorkerPool pool = WorkerPool.builder("resize")
                .workers(2, 4)
                .dispatch(Dispatch.dedicated(2))
                .build()) {
            assertThatThrownBy(() -> pool.resize(1, 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("dispatchers (2) must be <= maxWorkers (1): each dispatcher needs at least one lane");
        }
    }

    @Test
    void shouldRefuseAClosedPool() {
        WorkerPool pool = WorkerPool.builder("resize").workers(1).build();
        pool.close();

        assertThatThrownBy(() -> pool.resize(1, 2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("pool 'resize' is closed");
    }

    @Test
    void shouldMoveTheSizeIntoTheNewBoundsAtOnce() {
        try (WorkerPool pool = WorkerPool.builder("resize").workers(1, 2).build()) {
            pool.resize(3, 5);
            await().until(() -> pool.stats().workers().live() == 3);

            pool.resize(1, 2);
            await().until(() -> pool.stats().workers().live() == 2);
            await().until(() -> pool.stats().workers().threads() == 2);

            assertThat(pool.decisions()).hasSize(2);
        }
    }

    @Test
    void shouldStartNoThreadForABadConfiguration() {
        AtomicInteger made = new AtomicInteger();

        assertThatThrownBy(() -> WorkerPool.builder("resize")
                        .workers(2)
                        .queueCapacity(0)
                        .threadFactory(runnable -> {
                            made.incrementAndGet();
                            return new Thread(runnable);
                        })
                        .build())
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(made).hasValue(0);
    }

    /** The policy has nothing to decide until the resize, and no worker comes for work after it. */
    @Test
    void shouldGrowUnderLoadThatWasThereBeforeTheResize() {
        SizingPolicy quick = SizingPolicy.thresholds().period(Duration.ofMillis(1));
        CountDownLatch open = new CountDownLatch(1);
        try (WorkerPool pool = WorkerPool.builder("resize")
                .workers(1)
                .queueCapacity(10)
                .sizing(quick)
                .build()) {
            try {
                pool.execute(() -> awaitQuietly(open));
                await().until(() -> pool.stats().workers().busy() == 1);
                for (int i = 0; i < 9; i++) {
                    pool.execute(() -> awaitQuietly(open));
                }

                pool.resize(1, 2);

                await().until(() -> pool.stats().workers().busy() == 2);
            } finally {
                open.countDown();
            }
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
