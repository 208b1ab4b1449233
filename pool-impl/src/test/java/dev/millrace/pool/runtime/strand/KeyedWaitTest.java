package dev.millrace.pool.runtime.strand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.pool.JobHandle;
import dev.millrace.pool.KeyedExecutor;
import dev.millrace.pool.Outcome;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Accounts;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.Scale;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/** A job that waits for a job with a key: that one is never run before its turn, and a wait that could never end is refused. */
@Guarded
class KeyedWaitTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    /** With one worker the waiting thread is the only one that can run them. */
    @InEveryMode
    void shouldRunEarlierJobsFirst(Mode mode) throws Exception {
        KeyLog log = new KeyLog(1);
        WorkerPool pool = mode.pool("keyed-get", mode.leastWorkers()).build();
        try (Gate others = Gate.holding(pool, mode.leastWorkers() - 1)) {
            JobHandle<Integer> outer = pool.submit(() -> {
                KeyedExecutor key = pool.keyed("key");
                List<JobHandle<?>> handles = new ArrayList<>();
                for (int i = 0; i < 20; i++) {
                    if (i % 3 == 0) {
                        key.execute(log.job(0, i));
                        handles.add(null);
                    } else {
                        handles.add(key.submit(log.job(0, i)));
                    }
                }
                assertThat(handles.get(7).get()).isNull();
                return log.of(0).size();
            });
            assertThat(outer.get(20, TimeUnit.SECONDS))
                    .as("up to the awaited one and no further")
                    .isEqualTo(8);
            others.open();
            Accounts.assertClosed(pool.close(LONG));
        }
        log.assertComplete(20);
    }

    /** In a loop: what is taken over leaves a ghost in the queue each time. */
    @InEveryMode
    void shouldKeepTheQueueShortHoweverOftenItHelps(Mode mode) throws Exception {
        try (WorkerPool pool = mode.pool("keyed-loop", mode.leastWorkers())
                        .queueCapacity(8)
                        .build();
                Gate others = Gate.holding(pool, mode.leastWorkers() - 1)) {
            JobHandle<Integer> outer = pool.submit(() -> {
                int most = 0;
                for (int i = 0; i < 2_000; i++) {
                    int number = i;
                    assertThat(pool.keyed(i % 50).submit(() -> number).get()).isEqualTo(number);
                    JobHandle<?> ghost = pool.keyed("cancelled " + i).submit(() -> number);
                    assertThat(ghost.cancel(false)).isTrue();
                    most = Math.max(most, pool.stats().depth().jobQueue());
                }
                return most;
            });
            assertThat(outer.get(20, TimeUnit.SECONDS)).isLessThan(200);
            others.open();
        }
    }

    @InEveryMode
    void shouldWaitForAJobWhoseKeyRunsElsewhere(Mode mode) throws Exception {
        try (WorkerPool pool = mode.pool("keyed-elsewhere", 2).build();
                Gate gate = new Gate()) {
            KeyedExecutor key = pool.keyed("key");
            key.execute(gate);
            gate.entered(pool);
            JobHandle<String> second = key.submit(() -> "second");
            JobHandle<String> waits = pool.submit(() -> second.get());
            Await.until(() -> pool.stats().workers().waiting() == 1, pool::explain);
            assertThat(pool.explain()).containsPattern("waits .*, whose key runs on millrace-keyed-elsewhere-\\d");
            assertThat(second.isDone()).isFalse();
            gate.open();
            assertThat(waits.get(20, TimeUnit.SECONDS)).isEqualTo("second");
        }
    }

    /** The runner's turn ends, work is left, and the runner goes on to something that does not end: the waiting worker is the only one that can run the rest. */
    @InEveryMode
    void shouldTakeOverWhatARunnerHasLeft(Mode mode) throws Exception {
        try (WorkerPool pool = mode.pool("keyed-left", 2).chunking(1).build();
                Gate first = new Gate();
                Gate last = new Gate()) {
            KeyedExecutor key = pool.keyed("key");
            JobHandle<?> before = key.submit(first);
            first.entered(pool);
            List<JobHandle<?>> rest = new ArrayList<>();
            IntStream.range(0, 30).forEach(i -> rest.add(key.submit(() -> i)));
            JobHandle<?> waits = pool.submit(() -> rest.get(29).get());
            Await.until(() -> pool.stats().workers().waiting() == 1, pool::explain);
            IntStream.range(0, 3).forEach(i -> pool.execute(last));
            first.open();
            assertThat(waits.get(20, TimeUnit.SECONDS)).isEqualTo(29);
            assertThat(before.isDone()).isTrue();
            last.open();
        }
    }

    @InEveryMode
    void shouldRefuseAJobThatWaitsForALaterOneOfItsKey(Mode mode) throws Exception {
        try (WorkerPool pool = mode.pool("keyed-self", mode.leastWorkers()).build()) {
            KeyedExecutor key = pool.keyed("key");
            CompletableFuture<JobHandle<String>> later = new CompletableFuture<>();
            JobHandle<String> waits = key.submit(() -> later.get().get());
            JobHandle<String> second = key.submit(() -> "second");
            later.complete(second);
            assertThat(((Outcome.Failed<?>) waits.outcome()).cause())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("would never end: a job of its key runs on this very thread");
            assertThat(second.get()).isEqualTo("second");
        }
    }

    /** A wait with a limit ends by itself, and is not refused. */
    @InEveryMode
    void shouldLetATimedWaitForALaterOneEnd(Mode mode) {
        try (WorkerPool pool = mode.pool("keyed-timed", mode.leastWorkers()).build()) {
            KeyedExecutor key = pool.keyed("key");
            CompletableFuture<JobHandle<String>> later = new CompletableFuture<>();
            JobHandle<String> waits = key.submit(() -> later.get().get(5, TimeUnit.MILLISECONDS));
            later.complete(key.submit(() -> "second"));
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(waits::get)
                    .withCauseInstanceOf(TimeoutException.class);
        }
    }

    /** Each of two keys' jobs waits for a later one of the other: one is refused, and both go on. */
    @InEveryMode
    void shouldRefuseOneOfACircleOverKeys(Mode mode) throws Exception {
        try (WorkerPool pool = mode.pool("keyed-circle", 2).build()) {
            for (int round = 0; round < Scale.rounds(100); round++) {
                CyclicBarrier together = new CyclicBarrier(2);
                List<CompletableFuture<JobHandle<String>>> later =
                        List.of(new CompletableFuture<>(), new CompletableFuture<>());
                List<JobHandle<Boolean>> first = new ArrayList<>();
                for (int i = 0; i < 2; i++) {
                    CompletableFuture<JobHandle<String>> other = later.get(1 - i);
                    first.add(pool.keyed(i).submit(() -> {
                        JobHandle<String> awaited = other.get();
                        together.await();
                        try {
                            awaited.get();
                            return false;
                        } catch (IllegalStateException refused) {
                            assertThat(refused).hasMessageContaining("would never end: it waits, over 1 others");
                            return true;
                        }
                    }));
                }
                for (int i = 0; i < 2; i++) {
                    later.get(i).complete(pool.keyed(i).submit(() -> "later"));
                }
                assertThat(List.of(
                                first.get(0).get(20, TimeUnit.SECONDS),
                                first.get(1).get(20, TimeUnit.SECONDS)))
                        .containsExactlyInAnyOrder(true, false);
            }
        }
    }

    /** Jobs of keys that submit to the next key and wait: a tree of waits over few workers. */
    @InEveryMode
    void shouldFinishChainsOfKeysOnFewWorkers(Mode mode) throws Exception {
        try (WorkerPool pool = mode.pool("keyed-chain", mode.leastWorkers()).build()) {
            List<JobHandle<Integer>> chains = new ArrayList<>();
            for (int i = 0; i < Scale.rounds(200); i++) {
                int start = i;
                chains.add(pool.keyed("0-" + i % 5).submit(() -> deeper(pool, start, 1)));
            }
            for (JobHandle<Integer> chain : chains) {
                assertThat(chain.get(20, TimeUnit.SECONDS)).isEqualTo(6);
            }
        }
    }

    private static int deeper(WorkerPool pool, int start, int depth) throws Exception {
        return depth == 6
                ? depth
                : pool.keyed(depth + "-" + start % 5)
                        .submit(() -> deeper(pool, start, depth + 1))
                        .get();
    }
}
