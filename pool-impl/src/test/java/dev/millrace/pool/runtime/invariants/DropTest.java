package dev.millrace.pool.runtime.invariants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.pool.BatchingSubmitter;
import dev.millrace.pool.JobHandle;
import dev.millrace.pool.Outcome;
import dev.millrace.pool.PoolStats;
import dev.millrace.pool.WhenFull;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Accounts;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Ledger;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.Scale;
import dev.millrace.pool.runtime.support.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which jobs a full pool drops, decided by structure: all workers are held while the choice is made. */
@Guarded
class DropTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private static WorkerPool pool(Mode mode, WhenFull policy, int capacity) {
        return mode.pool("drop", mode.leastWorkers())
                .queueCapacity(capacity)
                .laneCapacity(4)
                .whenFull(policy)
                .build();
    }

    @InEveryMode
    void dropNewestDropsWhatComes(Mode mode) {
        Ledger ledger = new Ledger(8);
        WorkerPool pool = pool(mode, WhenFull.dropNewest(), 3);
        JobHandle<String> kept;
        try (Gate gate = Gate.holding(pool, mode.leastWorkers())) {
            pool.execute(ledger.job(0));
            kept = pool.submit(() -> "kept");
            pool.executeAll(ledger.jobs(1, 3)); // one place short: both go
            pool.execute(ledger.job(3));
            pool.execute(ledger.job(4));
            JobHandle<String> dropped = pool.submit(() -> "dropped");
            assertDropped(dropped);
            assertThat(pool.tryExecute(ledger.job(5))).isFalse();
            assertThat(pool.trySubmit(() -> "never")).isEmpty();
            PoolStats.Jobs jobs = pool.stats().jobs();
            assertThat(jobs.dropped()).isEqualTo(4);
            assertThat(jobs.rejected()).isEqualTo(2);
            assertThat(jobs.accepted()).isEqualTo(mode.leastWorkers() + 3 + 4);
            assertThat(pool.stats().depth().total()).isEqualTo(3);
            assertThat(gate.isOpen()).isFalse();
        }
        assertThat(kept.outcome()).isInstanceOf(Outcome.Value.class);
        Accounts.assertClosed(pool.close(LONG));
        assertThat(ledger.runs(0) + ledger.runs(3)).isEqualTo(2);
        assertThat(ledger.total()).isEqualTo(2);
    }

    private static void assertDropped(JobHandle<?> handle) {
        assertThat(handle.isDone()).isTrue();
        assertThat(handle.isCancelled()).isTrue();
        assertThat(handle.outcome()).isInstanceOf(Outcome.Dropped.class);
        assertThat(handle.outcome().trace().worker()).isNull();
        assertThatExceptionOfType(CancellationException.class)
                .isThrownBy(handle::get)
                .withMessage("dropped: the pool was full");
        assertThat(handle.toCompletableFuture()).isCompletedExceptionally();
    }

    /** Singles, handles and batches, in chunk, batch, lane and queue: of all that was submitted the newest survive, as many as the capacity says, in order. */
    @ParameterizedTest(name = "{0}, capacity {1}, chunks of {2}")
    @CsvSource({
        "COOPERATIVE, 1, 32", "COOPERATIVE, 7, 4", "COOPERATIVE, 40, 32", "COOPERATIVE, 200, 1",
        "DEDICATED_1, 1, 32", "DEDICATED_1, 7, 4", "DEDICATED_1, 40, 32", "DEDICATED_1, 200, 1"
    })
    void dropOldestIsExactWithOneWorker(Mode mode, int capacity, int chunk, Seed seed) {
        for (int round = 0; round < Scale.rounds(20); round++) {
            dropOldestIsExact(mode, capacity, chunk, seed.random(round));
        }
    }

    private static void dropOldestIsExact(Mode mode, int capacity, int chunk, SplittableRandom random) {
        ConcurrentLinkedQueue<Integer> order = new ConcurrentLinkedQueue<>();
        List<JobHandle<?>> handles = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        int total = capacity + random.nextInt(4 * capacity + 4);
        WorkerPool pool = mode.pool("drop-oldest", 1)
                .queueCapacity(capacity)
                .laneCapacity(4)
                .chunking(chunk)
                .whenFull(WhenFull.dropOldest())
                .build();
        try (Gate gate = new Gate()) {
            // What comes with the gate lies in the worker's chunk and in the rest of its batch.
            int at = random.nextInt(Math.min(capacity, total));
            List<Runnable> first = new ArrayList<>(List.of(gate));
            IntStream.range(0, at).forEach(number -> first.add(() -> order.add(number)));
            pool.executeAll(first);
            gate.entered(pool);
            while (at < total) {
                int number = at;
                int kind = random.nextInt(4);
                if (kind == 0) {
                    int size = Math.min(total - at, 1 + random.nextInt(Math.min(capacity, 50)));
                    List<Runnable> batch = new ArrayList<>();
                    IntStream.range(at, at + size).forEach(i -> batch.add(() -> order.add(i)));
                    pool.executeAll(batch);
                    at += size;
                } else {
                    if (kind == 1) {
                        handles.add(pool.submit(() -> order.add(number)));
                        numbers.add(number);
                    } else {
                        pool.execute(() -> order.add(number));
                    }
                    at++;
                }
            }
            assertThat(pool.stats().depth().total()).isEqualTo(capacity);
            assertThat(pool.stats().jobs().dropped()).isEqualTo(total - capacity);
            assertThat(gate.isOpen()).isFalse();
        }
        // Without a close, which would wake whoever slept over a job.
        Await.spinning(() -> order.size() == capacity, pool::explain);
        assertThat(List.copyOf(order))
                .isEqualTo(IntStream.range(total - capacity, total).boxed().toList());
        Accounts.assertClosed(pool.close(LONG));
        for (int i = 0; i < handles.size(); i++) {
            if (numbers.get(i) < total - capacity) {
                assertDropped(handles.get(i));
            } else {
                assertThat(handles.get(i).outcome()).isInstanceOf(Outcome.Value.class);
            }
        }
    }

    /** As many as there are new ones, and not one more. */
    @InEveryMode
    void aBatchDropsAsManyAsItHasJobs(Mode mode) {
        Ledger ledger = new Ledger(20);
        WorkerPool pool = pool(mode, WhenFull.dropOldest(), 12);
        try (Gate gate = Gate.holding(pool, mode.leastWorkers())) {
            pool.executeAll(ledger.jobs(0, 10));
            pool.executeAll(ledger.jobs(10, 15));
            assertThat(pool.stats().jobs().dropped()).isEqualTo(3);
            pool.executeAll(ledger.jobs(15, 20));
            assertThat(pool.stats().jobs().dropped()).isEqualTo(8);
            assertThat(pool.stats().depth().total()).isEqualTo(12);
            assertThat(gate.isOpen()).isFalse();
        }
        Accounts.assertClosed(pool.close(LONG));
        assertThat(ledger.total()).isEqualTo(12);
    }

    /** What takes all the places is held back where nobody looks for it. */
    @InEveryMode
    void dropOldestFindsWhatABatchingSubmitterHolds(Mode mode) {
        Ledger ledger = new Ledger(5);
        WorkerPool pool = pool(mode, WhenFull.dropOldest(), 4);
        try (BatchingSubmitter batching = pool.batching(32, Duration.ofSeconds(1));
                Gate gate = Gate.holding(pool, mode.leastWorkers())) {
            ledger.jobs(0, 4).forEach(batching::add);
            pool.execute(ledger.job(4));
            assertThat(pool.stats().jobs().dropped()).isEqualTo(1);
            assertThat(pool.stats().depth().total()).isEqualTo(4);
            assertThat(gate.isOpen()).isFalse();
        }
        Accounts.assertClosed(pool.close(LONG));
        assertThat(ledger.runs(0)).isZero();
        assertThat(ledger.total()).isEqualTo(4);
    }

    /** Jobs that were cancelled have left; what is left of them in the queue is not taken for a job. */
    @InEveryMode
    void dropOldestDropsNoGhosts(Mode mode) {
        Ledger ledger = new Ledger(9);
        WorkerPool pool = pool(mode, WhenFull.dropOldest(), 4);
        try (Gate gate = Gate.holding(pool, mode.leastWorkers())) {
            for (int round = 0; round < 50; round++) {
                List<JobHandle<?>> ghosts = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    ghosts.add(pool.submit(() -> {}));
                }
                ghosts.forEach(ghost -> ghost.cancel(false));
                assertThat(pool.stats().depth().total()).isZero();
            }
            ledger.jobs(0, 4).forEach(pool::execute);
            assertThat(pool.stats().jobs().dropped()).isZero();
            pool.executeAll(ledger.jobs(4, 8));
            pool.execute(ledger.job(8));
            assertThat(pool.stats().jobs().dropped()).isEqualTo(5);
            assertThat(gate.isOpen()).isFalse();
        }
        Accounts.assertClosed(pool.close(LONG));
        assertThat(ledger.total()).isEqualTo(4);
        assertThat(ledger.runs(8)).isEqualTo(1);
    }

    /** The action of a dropped job runs on the thread that made it go, in the middle of its submit. */
    @InEveryMode
    void theActionOfADroppedJobMaySubmit(Mode mode) {
        for (WhenFull policy : List.of(WhenFull.dropOldest(), WhenFull.dropNewest())) {
            AtomicInteger again = new AtomicInteger();
            AtomicInteger ran = new AtomicInteger();
            WorkerPool pool = pool(mode, policy, 4);
            try (Gate gate = Gate.holding(pool, mode.leastWorkers())) {
                for (int i = 0; i < 12; i++) {
                    pool.submit(ran::incrementAndGet).onCompletion(outcome -> {
                        if (outcome instanceof Outcome.Dropped) {
                            again.incrementAndGet();
                            pool.execute(ran::incrementAndGet);
                        }
                    });
                }
                assertThat(pool.stats().depth().total()).isEqualTo(4);
                assertThat(gate.isOpen()).isFalse();
            }
            Accounts.assertClosed(pool.close(LONG));
            assertThat(again.get()).isPositive();
            assertThat(ran).hasValue(4);
            PoolStats.Jobs jobs = pool.stats().jobs();
            assertThat(jobs.attempts()).isEqualTo(mode.leastWorkers() + 12 + again.get());
            assertThat(jobs.dropped()).isEqualTo(8 + again.get());
        }
    }
}
