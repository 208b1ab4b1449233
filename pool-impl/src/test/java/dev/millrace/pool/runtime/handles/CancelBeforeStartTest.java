package dev.millrace.pool.runtime.handles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pool.BatchingSubmitter;
import dev.millrace.pool.DrainReport;
import dev.millrace.pool.JobHandle;
import dev.millrace.pool.Outcome;
import dev.millrace.pool.WhenFull;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Accounts;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Jobs;
import dev.millrace.pool.runtime.support.Ledger;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.Scale;
import dev.millrace.pool.runtime.support.Seed;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A job that is cancelled before it starts is gone at once, whatever still lies of it in a queue. */
@Guarded
class CancelBeforeStartTest {
    private static final Callable<Integer> ONE = () -> 1;

    private static WorkerPool pool(Mode mode, int capacity) {
        return mode.pool("cancel", mode.leastWorkers())
                .queueCapacity(capacity)
                .whenFull(WhenFull.reject())
                .build();
    }

    @InEveryMode
    void givesItsPlaceBack(Mode mode) {
        Ledger ledger = new Ledger(2);
        WorkerPool pool = pool(mode, 1);
        Gate held = Gate.holding(pool, mode.leastWorkers());
        JobHandle<?> handle = pool.submit(ledger.job(0));
        assertThat(pool.tryExecute(ledger.job(1))).isFalse();

        assertThat(handle.cancel(false)).isTrue();

        assertThat(pool.tryExecute(ledger.job(1))).isTrue();
        assertThat(handle.cancel(true)).isFalse();
        assertThat(handle.isCancelled()).isTrue();
        assertThat(handle.outcome()).isInstanceOf(Outcome.Cancelled.class);
        assertThat(handle.outcome().trace().worker()).isNull();
        assertThat(handle.outcome().trace().ran()).isZero();
        assertThatThrownBy(handle::get).isInstanceOf(CancellationException.class);
        held.open();
        DrainReport report = pool.close(Duration.ofSeconds(20));
        Accounts.assertClosed(report);
        assertThat(ledger.runs(0)).isZero();
        assertThat(ledger.runs(1)).isEqualTo(1);
        assertThat(report.stats().jobs().cancelled()).isEqualTo(1);
    }

    /** The handle is held, its element lies in a ring behind stuck workers; what the job held can go. */
    @SuppressWarnings("GarbageCollection")
    @InEveryMode
    void letsThePayloadGo(Mode mode) {
        try (WorkerPool pool = pool(mode, 100);
                Gate held = Gate.holding(pool, mode.leastWorkers())) {
            List<WeakReference<byte[]>> payloads = new ArrayList<>();
            List<JobHandle<?>> handles = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                handles.add(submit(pool, payloads));
            }
            handles.forEach(handle -> handle.cancel(false));
            Await.until(
                    () -> {
                        System.gc();
                        return payloads.stream().allMatch(payload -> payload.get() == null);
                    },
                    () -> "payloads of cancelled jobs are retained");
            assertThat(handles).allMatch(JobHandle::isCancelled);
            held.open();
        }
    }

    private static JobHandle<?> submit(WorkerPool pool, List<WeakReference<byte[]>> payloads) {
        byte[] payload = new byte[10_000];
        payloads.add(new WeakReference<>(payload));
        return pool.submit(() -> payload.length);
    }

    static Stream<Arguments> storms() {
        return Stream.of(Mode.values())
                .flatMap(mode -> IntStream.of(1, 2, 16, 1_000).mapToObj(capacity -> Arguments.of(mode, capacity)));
    }

    @ParameterizedTest
    @MethodSource("storms")
    void leavesNothingBehindInAStorm(Mode mode, int capacity) {
        int storm = Scale.rounds(100_000);
        Ledger later = new Ledger(2 * capacity);
        WorkerPool pool = pool(mode, capacity);
        Gate held = Gate.holding(pool, mode.leastWorkers());
        int most = 0;
        for (int i = 0; i < storm; i++) {
            JobHandle<Integer> handle = pool.submit(ONE);
            assertThat(handle.cancel(false)).isTrue();
            if (i % 512 == 0) {
                most = Math.max(most, pool.stats().depth().jobQueue());
                assertThat(pool.stats().depth().total()).isZero();
            }
        }
        assertThat(most).as("elements in the queue").isLessThanOrEqualTo(slots(capacity));
        later.jobs(0, capacity).forEach(pool::execute);
        assertThat(pool.tryExecute(Jobs.NOTHING)).as("beyond the bound").isFalse();
        held.open();
        Await.until(() -> pool.stats().depth().total() == 0, pool::explain);
        later.jobs(capacity, 2 * capacity).forEach(pool::execute);
        DrainReport report = pool.close(Duration.ofSeconds(20));
        Accounts.assertClosed(report);
        later.assertEachRanOnce();
        assertThat(report.stats().jobs().cancelled()).isEqualTo(storm);
    }

    /** Ring and overflow together. */
    private static int slots(int capacity) {
        return 2 * Integer.highestOneBit(2 * capacity) + Math.max(64, 2 * capacity) + capacity;
    }

    /** What a batching submitter publishes is one element of several jobs. */
    @InEveryMode
    void leavesNothingBehindInAStormOfBatches(Mode mode) {
        try (WorkerPool pool = pool(mode, 16);
                Gate held = Gate.holding(pool, mode.leastWorkers());
                BatchingSubmitter batching = pool.batching(2, Duration.ofSeconds(1))) {
            int most = 0;
            for (int i = 0; i < Scale.rounds(10_000); i++) {
                JobHandle<Integer> first = batching.submit(ONE);
                JobHandle<Integer> second = batching.submit(ONE);
                assertThat(first.cancel(false) && second.cancel(false)).isTrue();
                most = Math.max(most, pool.stats().depth().jobQueue());
            }
            assertThat(most).isLessThanOrEqualTo(slots(16));
            held.open();
        }
    }

    /** With one worker the order of submission holds also where the ring was full of what was cancelled, and jobs went behind it. */
    @ParameterizedTest
    @EnumSource(Mode.class)
    void keepsTheOrderOfTheOthers(Mode mode, Seed seed) {
        Assumptions.assumeTrue(mode.leastWorkers() == 1, "one worker keeps an order");
        SplittableRandom random = seed.random(0);
        for (int round = 0; round < Scale.rounds(30); round++) {
            int capacity = 1 + random.nextInt(20);
            Queue<Integer> ran = new ConcurrentLinkedQueue<>();
            ArrayDeque<Integer> expected = new ArrayDeque<>();
            ArrayDeque<JobHandle<?>> live = new ArrayDeque<>();
            try (WorkerPool pool = pool(mode, capacity);
                    Gate held = Gate.holding(pool, 1)) {
                for (int i = 0; i < 400; i++) {
                    int number = i;
                    if (live.size() == capacity) {
                        boolean oldest = random.nextBoolean();
                        (oldest ? live.pollFirst() : live.pollLast()).cancel(false);
                        Integer ignored = oldest ? expected.pollFirst() : expected.pollLast();
                    }
                    live.add(pool.submit((Runnable) () -> ran.add(number)));
                    expected.add(number);
                }
                held.open();
            }
            assertThat(ran).as("capacity %s", capacity).containsExactlyElementsOf(expected);
        }
    }
}
