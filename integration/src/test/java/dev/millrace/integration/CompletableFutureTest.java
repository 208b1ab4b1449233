package dev.millrace.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.pool.PoolExecutorService;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Graphs of stages: each node's value, or failure, is known beforehand. */
class CompletableFutureTest extends OnThePool {
    private static final int NODES = 5_000;
    private static final int EACH_FAILS = 97;
    private static final long FAILED = Long.MIN_VALUE;

    /** A node takes the values of two earlier ones; some fail, and some mend the failure of another. */
    @Way.InEach
    void ofThousandsOfNodes(Way way) throws Exception {
        PoolExecutorService view =
                view(way, 3, 4 * NODES); // never full: then a worker's stages would run inside each other
        SplittableRandom random = new SplittableRandom(5);
        List<CompletableFuture<Long>> nodes = new ArrayList<>();
        long[] expected = new long[NODES];
        for (int i = 0; i < NODES; i++) {
            if (i < 10) {
                long value = i;
                expected[i] = value;
                nodes.add(CompletableFuture.supplyAsync(() -> value, view));
                continue;
            }
            int left = random.nextInt(i);
            int right = random.nextInt(i);
            long one = expected[left];
            long other = expected[right];
            CompletableFuture<Long> from = nodes.get(left);
            int number = i;
            switch (random.nextInt(4)) {
                case 0 -> {
                    expected[i] = one == FAILED || other == FAILED ? FAILED : mix(one, other);
                    nodes.add(from.thenCombineAsync(nodes.get(right), CompletableFutureTest::mix, view));
                }
                case 1 -> {
                    expected[i] = one == FAILED ? FAILED : mix(one, i);
                    nodes.add(from.thenComposeAsync(
                            value -> CompletableFuture.supplyAsync(() -> mix(value, number), view), view));
                }
                case 2 -> {
                    expected[i] = one == FAILED ? -number : one;
                    nodes.add(from.handleAsync((value, failure) -> failure != null ? -number : value, view));
                }
                default -> {
                    boolean fails = i % EACH_FAILS == 0;
                    expected[i] = one == FAILED || fails ? FAILED : mix(one, 1);
                    nodes.add(from.thenApplyAsync(
                            value -> {
                                if (fails) {
                                    throw new IllegalStateException("node " + number);
                                }
                                return mix(value, 1);
                            },
                            view));
                }
            }
        }
        int failed = 0;
        for (int i = 0; i < NODES; i++) {
            CompletableFuture<Long> node = nodes.get(i);
            if (expected[i] != FAILED) {
                assertThat(node.get(30, TimeUnit.SECONDS)).isEqualTo(expected[i]);
            } else {
                failed++;
                assertThatExceptionOfType(ExecutionException.class)
                        .isThrownBy(() -> node.get(30, TimeUnit.SECONDS))
                        .withCauseInstanceOf(IllegalStateException.class);
            }
        }
        assertThat(failed).isBetween(1, NODES - 1);
    }

    private static long mix(long one, long other) {
        return (one * 31 + other) % 1_000_003;
    }

    @Way.InEach
    void withTimeouts(Way way) throws Exception {
        PoolExecutorService view = view(way, 2, 64);
        CompletableFuture<String> never = new CompletableFuture<>();
        CompletableFuture<String> late = never.copy().orTimeout(20, TimeUnit.MILLISECONDS);
        CompletableFuture<String> told =
                late.handleAsync((value, failure) -> failure.getClass().getSimpleName(), view);
        assertThat(told.get(30, TimeUnit.SECONDS)).isEqualTo(TimeoutException.class.getSimpleName());
        CompletableFuture<Integer> filled = never.thenApplyAsync(String::length, view)
                .completeOnTimeout(-1, 20, TimeUnit.MILLISECONDS)
                .thenApplyAsync(length -> length * 2, view);
        assertThat(filled.get(30, TimeUnit.SECONDS)).isEqualTo(-2);
        CompletableFuture<Void> all = CompletableFuture.allOf(
                CompletableFuture.runAsync(() -> {}, view),
                CompletableFuture.runAsync(
                        () -> {
                            throw new IllegalStateException("one of all");
                        },
                        view));
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(all::join)
                .withMessageContaining("one of all");
        Object first = CompletableFuture.anyOf(never, CompletableFuture.supplyAsync(() -> "first", view))
                .get(30, TimeUnit.SECONDS);
        assertThat(first).isEqualTo("first");
    }
}
