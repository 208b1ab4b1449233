package dev.millrace.pool.runtime.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.PoolExecutorService;
import dev.millrace.pool.WhenFull;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.Scale;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Jobs that submit to their own pool and wait: even the only worker of a pool with one place gets to the end. */
class NestedUseTest extends ViewContract {
    private static final int LOOPS = 10_000;

    static Stream<Arguments> small() {
        return Stream.of(Mode.values())
                .flatMap(mode -> IntStream.of(1, 2)
                        .filter(workers -> workers >= mode.leastWorkers())
                        .boxed()
                        .flatMap(workers ->
                                IntStream.of(1, 2, 16).mapToObj(capacity -> Arguments.of(mode, workers, capacity))));
    }

    private PoolExecutorService view(Mode mode, int workers, int capacity) {
        return opened(ViewSubject.view(mode, workers, capacity, WhenFull.block(), threads));
    }

    private static <T> T within(Future<T> future) throws Exception {
        return future.get(LONG_SECONDS, TimeUnit.SECONDS);
    }

    @ParameterizedTest(name = "{0}, {1} workers, {2} places")
    @MethodSource("small")
    void submitAndGet(Mode mode, int workers, int capacity) throws Exception {
        PoolExecutorService view = view(mode, workers, capacity);
        Future<Integer> sum = view.submit(() -> {
            int total = 0;
            for (int i = 0; i < Scale.rounds(LOOPS); i++) {
                int number = i;
                Future<Integer> child = view.submit(() -> number % 3);
                total += i % 2 == 0 ? child.get() : within(child);
            }
            return total;
        });
        assertThat(within(sum))
                .isEqualTo(
                        IntStream.range(0, Scale.rounds(LOOPS)).map(i -> i % 3).sum());
    }

    @ParameterizedTest(name = "{0}, {1} workers, {2} places")
    @MethodSource("small")
    void invokeAll(Mode mode, int workers, int capacity) throws Exception {
        PoolExecutorService view = view(mode, workers, capacity);
        List<Callable<Integer>> jobs = List.of(() -> 1, () -> 2, () -> 3, () -> 4);
        Future<Integer> sum = view.submit(() -> {
            int total = 0;
            for (int i = 0; i < Scale.rounds(LOOPS) / jobs.size(); i++) {
                for (Future<Integer> child :
                        i % 2 == 0 ? view.invokeAll(jobs) : view.invokeAll(jobs, LONG_SECONDS, TimeUnit.SECONDS)) {
                    assertThat(child.isDone()).isTrue();
                    total += child.get();
                }
            }
            return total;
        });
        assertThat(within(sum)).isEqualTo(Scale.rounds(LOOPS) / jobs.size() * 10);
    }

    @ParameterizedTest(name = "{0}, {1} workers, {2} places")
    @MethodSource("small")
    void invokeAny(Mode mode, int workers, int capacity) throws Exception {
        PoolExecutorService view = view(mode, workers, capacity);
        List<Callable<Integer>> jobs = List.of(
                () -> {
                    throw new IllegalStateException("no");
                },
                () -> 1,
                () -> 1);
        Future<Integer> sum = view.submit(() -> {
            int total = 0;
            for (int i = 0; i < Scale.rounds(LOOPS) / jobs.size(); i++) {
                total += i % 2 == 0 ? view.invokeAny(jobs) : view.invokeAny(jobs, LONG_SECONDS, TimeUnit.SECONDS);
            }
            return total;
        });
        assertThat(within(sum)).isEqualTo(Scale.rounds(LOOPS) / jobs.size());
    }

    /** All workers at once, each level waiting for the next. */
    @ParameterizedTest(name = "{0}, {1} workers, {2} places")
    @MethodSource("small")
    void trees(Mode mode, int workers, int capacity) throws Exception {
        PoolExecutorService view = view(mode, workers, capacity);
        List<Callable<Integer>> roots = List.of(() -> tree(view, 5), () -> tree(view, 5), () -> tree(view, 5));
        for (int round = 0; round < Scale.rounds(10); round++) {
            for (Future<Integer> root : view.invokeAll(roots)) {
                assertThat(root.get()).isEqualTo(32);
            }
        }
    }

    private static int tree(ExecutorService service, int depth) throws Exception {
        if (depth == 0) {
            return 1;
        }
        Future<Integer> left = service.submit(() -> tree(service, depth - 1));
        List<Future<Integer>> right = service.invokeAll(List.of(() -> tree(service, depth - 1)));
        return left.get() + right.get(0).get();
    }
}
