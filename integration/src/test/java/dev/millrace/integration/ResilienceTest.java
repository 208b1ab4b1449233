package dev.millrace.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.pool.PoolExecutorService;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.timelimiter.TimeLimiter;
import io.github.resilience4j.timelimiter.TimeLimiterConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** resilience4j's limits around jobs of the view. */
class ResilienceTest extends OnThePool {

    @Way.InEach
    void bulkhead(Way way) throws Exception {
        PoolExecutorService view = view(way, 4, 512);
        Bulkhead two = Bulkhead.of(
                "two",
                BulkheadConfig.custom()
                        .maxConcurrentCalls(2)
                        .maxWaitDuration(Duration.ofSeconds(30))
                        .build());
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Future<Integer>> futures = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            int number = i;
            futures.add(view.submit(Bulkhead.decorateCallable(two, () -> {
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                Thread.yield();
                inside.decrementAndGet();
                return number;
            })));
        }
        for (int i = 0; i < 400; i++) {
            assertThat(futures.get(i).get(30, TimeUnit.SECONDS)).isEqualTo(i);
        }
        assertThat(most.get()).isBetween(1, 2);
    }

    /** What is too late is cancelled, and its job interrupted. */
    @Way.InEach
    void timeLimiter(Way way) throws Exception {
        PoolExecutorService view = view(way, 2, 16);
        TimeLimiter generous = TimeLimiter.of(Duration.ofSeconds(30));
        String inTime = generous.executeFutureSupplier(() -> view.submit(() -> "in time"));
        assertThat(inTime).isEqualTo("in time");
        TimeLimiter strict = TimeLimiter.of(TimeLimiterConfig.custom()
                .timeoutDuration(Duration.ofMillis(50))
                .cancelRunningFuture(true)
                .build());
        CountDownLatch interrupted = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        Future<String> late = view.submit(() -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
                return "never";
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
        });
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
        assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> strict.executeFutureSupplier(() -> late));
        assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(late.isCancelled()).isTrue();
        mostCancelled = 1;
    }
}
