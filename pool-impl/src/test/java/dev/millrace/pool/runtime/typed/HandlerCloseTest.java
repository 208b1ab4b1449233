package dev.millrace.pool.runtime.typed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pool.HandlerDrainReport;
import dev.millrace.pool.HandlerPool;
import dev.millrace.pool.PoolState;
import dev.millrace.pool.runtime.support.Accounts;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Mode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Closing by hand and by a signal, what comes back, and how one knows. */
@Guarded
class HandlerCloseTest {

    @InEveryMode
    void shouldHandBackWhatNeverStartedAsItWasOffered(Mode mode) {
        int workers = Math.max(1, mode.leastWorkers());
        Gate gate = new Gate();
        Queue<Integer> handled = new ConcurrentLinkedQueue<>();
        HandlerPool<Integer> pool = HandlerPoolTest.pool(mode, "back", 1)
                .handler(() -> job -> {
                    handled.add(job);
                    gate.run();
                })
                .build();
        for (int i = 0; i < workers; i++) {
            int busy = i + 1;
            pool.offer(-1);
            Await.until(() -> pool.workers().stats().jobs().started() == busy, pool::explain);
        }
        pool.offerAll(IntStream.range(0, 50).boxed().toList());
        pool.submit(50);
        pool.workers().execute(() -> {});
        HandlerDrainReport<Integer> report = pool.close(Duration.ofMillis(10));

        Accounts.assertClosed(report.pool());
        List<Integer> all = new ArrayList<>(report.handedBack());
        handled.stream().filter(job -> job >= 0).forEach(all::add);
        assertThat(all)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 51).boxed().toList());
        assertThat(report.pool().handedBack())
                .as("the plain one is there")
                .hasSize(report.handedBack().size() + 1);
        assertThat(report.complete()).isFalse();
        assertThat(report.toString()).contains("pool 'back' TERMINATED").contains("HandlerStats");
        assertThat(pool.close(Duration.ofSeconds(1)).handedBack()).isEqualTo(report.handedBack());
    }

    @InEveryMode
    void shouldCloseBySignalAndTellOnce(Mode mode) throws Exception {
        LongAdder sum = new LongAdder();
        CompletableFuture<String> done = new CompletableFuture<>();
        CompletableFuture<String> another = new CompletableFuture<>();
        HandlerPool<Integer> pool =
                HandlerPoolTest.pool(mode, "signal", 2).handler(() -> sum::add).build();
        pool.closeWhen(done);
        pool.closeWhen(another);
        for (int number = 1; number <= 10; number++) {
            pool.offer(number);
        }
        assertThat(pool.whenClosed().toCompletableFuture()).isNotDone();
        done.complete("done");
        HandlerDrainReport<Integer> report =
                pool.whenClosed().toCompletableFuture().get(20, TimeUnit.SECONDS);
        another.completeExceptionally(new IllegalStateException("too late"));
        assertThat(sum.sum()).isEqualTo(55);
        Accounts.assertClosed(report.pool());
        assertThat(report.complete()).isTrue();
        assertThat(pool.whenClosed().toCompletableFuture().get()).isSameAs(report);
        assertThat(pool.close(Duration.ZERO).complete()).isTrue();
    }

    @Test
    void shouldNotHoldUpWhoGivesTheSignal() throws Exception {
        Gate gate = new Gate();
        CompletableFuture<Void> done = new CompletableFuture<>();
        HandlerPool<Integer> pool = HandlerPoolTest.pool(Mode.COOPERATIVE, "patient", 1)
                .handler(() -> job -> gate.awaitUninterruptibly())
                .build();
        pool.offer(1);
        gate.entered(pool.workers());
        pool.closeWhen(done);
        done.completeExceptionally(new IllegalStateException("a signal like any"));
        assertThat(pool.workers().state()).isEqualTo(PoolState.DRAINING);
        assertThat(pool.whenClosed().toCompletableFuture()).isNotDone();
        gate.open();
        assertThat(pool.whenClosed()
                        .toCompletableFuture()
                        .get(20, TimeUnit.SECONDS)
                        .complete())
                .isTrue();
    }

    @Test
    void shouldCloseAtOnceBySignalThatCameBefore() throws Exception {
        HandlerPool<Integer> pool = HandlerPoolTest.pool(Mode.COOPERATIVE, "before", 1)
                .handler(() -> job -> {})
                .build();
        pool.closeWhen(CompletableFuture.completedFuture(1));
        pool.whenClosed().toCompletableFuture().get(20, TimeUnit.SECONDS);
        assertThatThrownBy(() -> pool.closeWhen(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("done");
    }

    @Test
    void shouldBeginTheCloseFromOneOfItsJobs() throws Exception {
        CompletableFuture<HandlerPool<Integer>> self = new CompletableFuture<>();
        HandlerPool<Integer> pool = HandlerPoolTest.pool(Mode.COOPERATIVE, "inside", 1)
                .handler(() -> job -> self.get().close())
                .build();
        self.complete(pool);
        pool.offer(1);
        HandlerDrainReport<Integer> report =
                pool.whenClosed().toCompletableFuture().get(20, TimeUnit.SECONDS);
        assertThat(report.complete()).isTrue();
        assertThat(report.handlers().closed()).isEqualTo(1);
    }
}
