package dev.millrace.pool.runtime.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.pool.PoolExecutorService;
import dev.millrace.pool.WhenFull;
import dev.millrace.pool.runtime.contract.Hold;
import dev.millrace.pool.runtime.contract.Other;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.Scale;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

/** Code that knows nothing of the pool, unchanged on its view. */
class OthersCodeTest extends ViewContract {

    private PoolExecutorService view(Mode mode, int capacity) {
        return opened(ViewSubject.view(mode, 3, capacity, WhenFull.block(), threads));
    }

    @InEveryMode
    void graphsOfCompletableFutures(Mode mode) throws Exception {
        PoolExecutorService view = view(mode, 64);
        int leaves = Scale.rounds(2_000);
        List<CompletableFuture<Long>> level = new ArrayList<>();
        for (int i = 0; i < leaves; i++) {
            long value = i;
            level.add(CompletableFuture.supplyAsync(() -> value, view).thenApplyAsync(v -> v + 1, view));
        }
        while (level.size() > 1) {
            List<CompletableFuture<Long>> next = new ArrayList<>();
            for (int i = 0; i + 1 < level.size(); i += 2) {
                next.add(level.get(i).thenCombineAsync(level.get(i + 1), Long::sum, view));
            }
            if (level.size() % 2 == 1) {
                next.add(level.get(level.size() - 1)
                        .thenComposeAsync(v -> CompletableFuture.supplyAsync(() -> v, view), view));
            }
            level = next;
        }
        assertThat(level.get(0).get(LONG_SECONDS, TimeUnit.SECONDS))
                .isEqualTo(LongStream.rangeClosed(1, leaves).sum());
        CompletableFuture<Object> failing = CompletableFuture.supplyAsync(
                () -> {
                    throw new IllegalStateException("no");
                },
                view);
        assertThatExceptionOfType(CompletionException.class).isThrownBy(failing::join);
        drain(view);
        assertThat(view.pool().stats().jobs().failed()).isZero();
    }

    @InEveryMode
    void completionServices(Mode mode) throws Exception {
        PoolExecutorService view = view(mode, 16);
        ExecutorCompletionService<Integer> service = new ExecutorCompletionService<>(view);
        int jobs = Scale.rounds(1_000);
        Set<Future<Integer>> submitted = new HashSet<>();
        for (int i = 0; i < jobs; i++) {
            int number = i;
            submitted.add(i % 2 == 0 ? service.submit(() -> number) : service.submit(() -> {}, number));
        }
        long sum = 0;
        for (int i = 0; i < jobs; i++) {
            Future<Integer> done = service.poll(LONG_SECONDS, TimeUnit.SECONDS);
            assertThat(submitted.remove(done)).isTrue();
            sum += done.get();
        }
        assertThat(submitted).isEmpty();
        assertThat(sum).isEqualTo(jobs * (jobs - 1L) / 2);
        try (Hold hold = Hold.all(view, 3)) {
            Future<Integer> cancelled = service.submit(() -> 1);
            cancelled.cancel(true);
            hold.release();
            assertThat(service.poll(LONG_SECONDS, TimeUnit.SECONDS)).isSameAs(cancelled);
        }
        Future<Integer> early = view.submit(() -> service.submit(() -> 7).get());
        assertThat(early.get(LONG_SECONDS, TimeUnit.SECONDS)).isEqualTo(7);
        assertThat(service.take().get()).isEqualTo(7);
    }

    /** The JDK's wrapper, and one that counts; several threads through each. */
    @InEveryMode
    void decorations(Mode mode) throws Exception {
        PoolExecutorService view = view(mode, 32);
        Counting counting = new Counting(Executors.unconfigurableExecutorService(view));
        List<Other<Integer>> users = new ArrayList<>();
        for (int user = 0; user < 3; user++) {
            users.add(Other.calls(() -> {
                int sum = 0;
                for (int i = 0; i < Scale.rounds(300); i++) {
                    sum += counting.submit(() -> 1).get();
                    sum += counting.invokeAll(List.of(() -> 1, () -> 1)).size();
                    sum += counting.<Integer>invokeAny(List.of(() -> 1));
                }
                return sum;
            }));
        }
        for (Other<Integer> user : users) {
            assertThat(user.value()).isEqualTo(Scale.rounds(300) * 4);
        }
        counting.shutdown();
        assertThat(counting.awaitTermination(LONG_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(counting.isTerminated()).isTrue();
        assertThat(counting.before.get()).isEqualTo(counting.after.get());
    }

    /** As listening decorators do: wraps what goes through {@code execute}. */
    private static final class Counting extends AbstractExecutorService {
        final AtomicInteger before = new AtomicInteger();
        final AtomicInteger after = new AtomicInteger();
        private final ExecutorService to;

        Counting(ExecutorService to) {
            this.to = to;
        }

        @Override
        public void execute(Runnable job) {
            to.execute(() -> {
                before.incrementAndGet();
                try {
                    job.run();
                } finally {
                    after.incrementAndGet();
                }
            });
        }

        @Override
        public void shutdown() {
            to.shutdown();
        }

        @Override
        public List<Runnable> shutdownNow() {
            return to.shutdownNow();
        }

        @Override
        public boolean isShutdown() {
            return to.isShutdown();
        }

        @Override
        public boolean isTerminated() {
            return to.isTerminated();
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
            return to.awaitTermination(timeout, unit);
        }
    }
}
