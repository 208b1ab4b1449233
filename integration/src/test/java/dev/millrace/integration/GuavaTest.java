package dev.millrace.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.ListeningExecutorService;
import com.google.common.util.concurrent.MoreExecutors;
import dev.millrace.pool.PoolExecutorService;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/** Guava's decorators around the view. */
class GuavaTest extends OnThePool {
    private static final int JOBS = 3_000;

    @Way.InEach
    void listening(Way way) throws Exception {
        PoolExecutorService view = view(way, 3, 128);
        ListeningExecutorService listening = MoreExecutors.listeningDecorator(view);
        List<ListenableFuture<Long>> squares = new ArrayList<>();
        for (long i = 0; i < JOBS; i++) {
            long number = i;
            ListenableFuture<Long> one = listening.submit(() -> number);
            squares.add(Futures.transformAsync(one, n -> listening.submit(() -> n * n), listening));
        }
        ListenableFuture<Long> sum = Futures.transform(
                Futures.allAsList(squares),
                all -> all.stream().mapToLong(Long::longValue).sum(),
                listening);
        assertThat(sum.get(30, TimeUnit.SECONDS))
                .isEqualTo(LongStream.range(0, JOBS).map(n -> n * n).sum());
        Callable<String> fails = () -> {
            throw new IllegalStateException("no");
        };
        ListenableFuture<String> failing = listening.submit(fails);
        ListenableFuture<String> saved =
                Futures.catching(failing, IllegalStateException.class, Throwable::getMessage, listening);
        assertThat(saved.get(30, TimeUnit.SECONDS)).isEqualTo("no");
        assertThatExceptionOfType(ExecutionException.class).isThrownBy(failing::get);
        listening.shutdown();
        assertThat(listening.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        assertThat(listening.isTerminated()).isTrue();
    }

    /** Their order is kept whatever threads they run on, and their data are plain. */
    @Way.InEach
    void sequential(Way way) throws Exception {
        PoolExecutorService view = view(way, 3, 128);
        int lanes = 4;
        CountDownLatch done = new CountDownLatch(lanes);
        int[][] seen = new int[lanes][JOBS];
        int[] next = new int[lanes];
        Callers.run(lanes, lane -> {
            Executor inOrder = MoreExecutors.newSequentialExecutor(view);
            for (int i = 0; i < JOBS; i++) {
                int number = i;
                inOrder.execute(() -> seen[lane][next[lane]++] = number);
            }
            inOrder.execute(done::countDown);
        });
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        for (int lane = 0; lane < lanes; lane++) {
            for (int i = 0; i < JOBS; i++) {
                assertThat(seen[lane][i]).isEqualTo(i);
            }
        }
    }
}
