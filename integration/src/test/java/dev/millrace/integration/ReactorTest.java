package dev.millrace.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.millrace.pool.PoolExecutorService;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Reactor with the view behind a scheduler. */
class ReactorTest extends OnThePool {
    private static final int ITEMS = 5_000;

    @Way.InEach
    void pipelines(Way way) {
        PoolExecutorService view = view(way, 3, 256);
        mostCancelled = Long.MAX_VALUE; // what a stream that has ended leaves behind, Reactor cancels
        Scheduler scheduler = Schedulers.fromExecutorService(view);
        try {
            List<Integer> inOrder = Flux.range(0, ITEMS)
                    .publishOn(scheduler)
                    .map(i -> i + 1)
                    .publishOn(scheduler)
                    .collectList()
                    .block(GUARD);
            assertThat(inOrder)
                    .isEqualTo(IntStream.rangeClosed(1, ITEMS).boxed().toList());
            Long sum = Flux.range(0, ITEMS)
                    .flatMap(i -> Mono.fromCallable(() -> (long) i * i).subscribeOn(scheduler), 64)
                    .reduce(0L, Long::sum)
                    .block(GUARD);
            assertThat(sum).isEqualTo(LongStream.range(0, ITEMS).map(i -> i * i).sum());
            Integer most = Flux.range(0, ITEMS)
                    .parallel(4)
                    .runOn(scheduler)
                    .map(i -> i ^ 0x155)
                    .sequential()
                    .reduce(Integer::max)
                    .block(GUARD);
            assertThat(most)
                    .isEqualTo(
                            IntStream.range(0, ITEMS).map(i -> i ^ 0x155).max().getAsInt());
            assertThatIllegalStateException()
                    .isThrownBy(() -> Flux.range(0, ITEMS)
                            .publishOn(scheduler)
                            .map(i -> {
                                if (i == 777) {
                                    throw new IllegalStateException("777");
                                }
                                return i;
                            })
                            .blockLast(GUARD))
                    .withMessage("777");
        } finally {
            view.shutdown();
        }
    }
}
