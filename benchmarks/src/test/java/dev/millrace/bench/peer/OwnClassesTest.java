package dev.millrace.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.bench.Completions;
import dev.millrace.bench.Contender;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class OwnClassesTest {
    private static final int CAPACITY = 4;

    @Test
    void shouldStartAQueueWithoutABoundBesideOneWithABound() throws InterruptedException {
        Setting setting = new Setting(1, CAPACITY, 1, 1, new Completions());
        try (Contender bounded = Peer.ENHANCED_QUEUE.start(setting);
                Contender unbounded = Peer.ENHANCED_QUEUE_CREDITS.start(setting)) {
            CountDownLatch open = new CountDownLatch(1);
            CountDownLatch ended = new CountDownLatch(10 * CAPACITY);
            unbounded.execute(() -> {
                try {
                    open.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });

            for (int job = 0; job < 10 * CAPACITY; job++) {
                unbounded.execute(ended::countDown); // would wait for ever if there were a bound
            }

            assertThat(ended.getCount()).isEqualTo(10 * CAPACITY);
            open.countDown();
            ended.await();
            assertThat(bounded).isInstanceOf(EnhancedQueueContender.class);
            assertThat(unbounded).isNotInstanceOf(EnhancedQueueContender.class);
            assertThat(System.getProperty("jboss.threads.eqe.unlimited-queue")).isNull();
        }
    }
}
