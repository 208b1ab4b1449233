package dev.millrace.pool.runtime.invariants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.millrace.pool.BatchingSubmitter;
import dev.millrace.pool.JobHandle;
import dev.millrace.pool.LatencySampling;
import dev.millrace.pool.Outcome;
import dev.millrace.pool.WhenFull;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Jobs;
import dev.millrace.pool.runtime.support.Ledger;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.PoolThreads;
import dev.millrace.pool.runtime.support.ProcessorTime;
import dev.millrace.pool.runtime.support.StubRecorder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A batching submitter accepts one by one and publishes together; what it holds back is accepted as any other job is. */
@Guarded
class BatchingTest {
    private static final Duration LONGEST = Duration.ofSeconds(1);

    @InEveryMode
    void acceptsAtOnceAndPublishesWhenFull(Mode mode) {
        Ledger ledger = new Ledger(4);
        try (WorkerPool pool = mode.pool("batching", 2).build();
                BatchingSubmitter batching = pool.batching(4, LONGEST)) {
            long start = System.nanoTime();
            for (int i = 0; i < 3; i++) {
                batching.add(ledger.job(i));
                assertThat(pool.stats().jobs().accepted()).isEqualTo(i + 1);
            }
            assertCollected(batching, 3, start);
            assertThat(pool.stats().flow().batches()).isZero();
            batching.execute(ledger.job(3));
            assertThat(batching.collected()).isZero();
            Await.asleep(pool, 2);
            assertThat(pool.stats().flow().batches()).isEqualTo(1);
            ledger.assertEachRanOnce();
        }
    }

    /** Of no worth once the linger is over; a machine that sleeps that long between two lines is not what is tested. */
    private static void assertCollected(BatchingSubmitter batching, int expected, long firstNanos) {
        int collected = batching.collected();
        if (System.nanoTime() - firstNanos < LONGEST.toNanos()) {
            assertThat(collected).isEqualTo(expected);
        }
    }

    /** What is collected has its place in the bound; and it must not be what keeps the pool full. */
    @InEveryMode
    void countsWhatIsCollected(Mode mode) {
        Ledger ledger = new Ledger(8);
        try (WorkerPool pool = mode.pool("batching", 2)
                        .queueCapacity(8)
                        .whenFull(WhenFull.reject())
                        .build();
                BatchingSubmitter batching = pool.batching(32, LONGEST);
                Gate gate = Gate.holding(pool, 2)) {
            for (int i = 0; i < 8; i++) {
                assertThat(pool.stats().depth().total()).isEqualTo(i);
                batching.add(ledger.job(i));
            }
            assertThatExceptionOfType(RejectedExecutionException.class)
                    .isThrownBy(() -> batching.add(Jobs.NOTHING))
                    .withMessageContaining("depth 8 of 8");
            assertThat(pool.tryExecute(Jobs.NOTHING)).isFalse();
            assertThat(pool.stats().depth().total()).isEqualTo(8);
            assertThat(pool.stats().jobs().rejected()).isEqualTo(2);
            assertThat(batching.collected())
                    .as("published, the pool being full")
                    .isZero();
            gate.open();
            Await.asleep(pool, 2);
            ledger.assertEachRanOnce();
        }
    }

    @InEveryMode
    void publishesWhenTheLingerIsOverAndNotBefore(Mode mode) {
        Duration linger = Duration.ofMillis(20);
        AtomicLong ranAt = new AtomicLong();
        try (WorkerPool pool = mode.pool("batching", 2).build();
                BatchingSubmitter batching = pool.batching(100, linger)) {
            for (int round = 0; round < 3; round++) {
                ranAt.set(0);
                batching.add(Jobs.NOTHING); // the alarm that it sets comes too early for the next
                batching.flush();
                long start = System.nanoTime();
                batching.add(() -> ranAt.set(System.nanoTime()));
                batching.add(Jobs.NOTHING);
                Await.until(() -> ranAt.get() != 0, pool::explain);
                assertThat(ranAt.get() - start).isGreaterThanOrEqualTo(linger.toNanos());
                Await.asleep(pool, 2);
            }
        }
    }

    @InEveryMode
    void publishesAtFlushAndAtItsClose(Mode mode) {
        Ledger ledger = new Ledger(4);
        try (WorkerPool pool = mode.pool("batching", 2).build()) {
            BatchingSubmitter batching = pool.batching(100, LONGEST);
            batching.flush();
            batching.add(ledger.job(0));
            batching.flush();
            assertThat(batching.collected()).isZero();
            Await.asleep(pool, 2);
            assertThat(ledger.runs(0)).isEqualTo(1);
            batching.add(ledger.job(1));
            batching.add(ledger.job(2));
            batching.close();
            assertThat(batching.collected()).isZero();
            batching.close();
            Await.asleep(pool, 2);
            long rejected = pool.stats().jobs().rejected();
            assertThatExceptionOfType(RejectedExecutionException.class)
                    .isThrownBy(() -> batching.add(Jobs.NOTHING))
                    .withMessage("this batching submitter of pool 'batching' is closed");
            assertThatExceptionOfType(RejectedExecutionException.class)
                    .isThrownBy(() -> batching.submit(() -> "never"));
            assertThat(pool.stats().jobs().rejected()).isEqualTo(rejected + 2);
            pool.execute(ledger.job(3));
        }
        ledger.assertEachRanOnce();
    }

    /** Two places are enough to see that the job whose cancel is told of has left at once. */
    @InEveryMode
    void givesHandles(Mode mode) throws Exception {
        try (WorkerPool pool = mode.pool("batching", 2)
                        .queueCapacity(2)
                        .whenFull(WhenFull.reject())
                        .build();
                BatchingSubmitter batching = pool.batching(100, LONGEST)) {
            try (Gate gate = Gate.holding(pool, 2)) {
                JobHandle<String> cancelled = batching.submit(() -> "cancelled");
                JobHandle<String> other = batching.submit(() -> "other");
                assertThat(pool.stats().depth().total()).isEqualTo(2);
                assertThat(cancelled.cancel(false)).isTrue();
                assertThat(pool.stats().depth().total()).isEqualTo(1);
                JobHandle<String> third = batching.submit(() -> "third");
                assertThatExceptionOfType(RejectedExecutionException.class)
                        .isThrownBy(() -> batching.submit(() -> "fourth"));
                gate.open();
                assertThat(other.get()).isEqualTo("other");
                assertThat(third.get()).isEqualTo("third");
                assertThat(cancelled.outcome()).isInstanceOf(Outcome.Cancelled.class);
            }
            Await.asleep(pool, 2);
            assertThat(pool.stats().jobs().cancelled()).isEqualTo(1);
            try (BatchingSubmitter quick = pool.batching(100, Duration.ofMillis(5))) {
                assertThat(quick.submit(() -> "last").get())
                        .as("after the linger")
                        .isEqualTo("last");
            }
        }
    }

    @InEveryMode
    void followsTheLoadIfAsked(Mode mode) {
        Ledger ledger = new Ledger(23);
        try (WorkerPool pool = mode.pool("batching", 2).build();
                BatchingSubmitter batching = pool.adaptiveBatching(20, LONGEST)) {
            Await.asleep(pool, 2);
            batching.add(ledger.job(0));
            assertThat(batching.collected()).as("a worker was idle").isZero();
            Await.asleep(pool, 2);
            try (Gate gate = Gate.holding(pool, 2)) {
                long start = System.nanoTime();
                batching.add(ledger.job(1));
                batching.add(ledger.job(2));
                assertCollected(batching, 2, start);
                for (int i = 3; i < 23; i++) {
                    batching.add(ledger.job(i));
                }
                assertThat(batching.collected()).as("full once").isLessThan(20);
                assertThat(pool.stats().depth().total()).isEqualTo(22);
                assertThat(gate.isOpen()).isFalse();
            }
        }
        ledger.assertEachRanOnce();
    }

    @InEveryMode
    void holdsNothingBackWithoutALinger(Mode mode) {
        try (WorkerPool pool = mode.pool("batching", 2).build();
                BatchingSubmitter batching = pool.batching(100, Duration.ZERO)) {
            for (int i = 0; i < 100; i++) {
                batching.add(Jobs.NOTHING);
                assertThat(batching.collected()).isZero();
            }
            assertThat(PoolThreads.alive("batching-timer")).isEmpty();
        }
    }

    @InEveryMode
    void recordsLatencyAsAnyOtherWayIn(Mode mode) {
        for (LatencySampling sampling : List.of(LatencySampling.EXACT, LatencySampling.SAMPLED)) {
            StubRecorder recorder = new StubRecorder();
            try (WorkerPool pool = recorder.with(mode.pool("batching", 2).latency(sampling));
                    BatchingSubmitter batching = pool.batching(10, LONGEST)) {
                for (int i = 0; i < 640; i++) {
                    if (i % 3 == 0) {
                        batching.submit(() -> "value");
                    } else {
                        batching.add(Jobs.NOTHING);
                    }
                }
            }
            assertThat(recorder.records()).isEqualTo(640 / sampling.oneIn());
        }
    }

    /** The timer's thread is made by the first job that is held back; once nothing is, it sleeps. */
    @Test
    void needsNoThreadWhileItIsEmpty() {
        try (WorkerPool pool = Mode.COOPERATIVE.pool("batching-empty", 1).build();
                BatchingSubmitter batching = pool.batching(100, Duration.ofMillis(1))) {
            batching.flush();
            assertThat(PoolThreads.alive("batching-empty-timer")).isEmpty();
            batching.add(Jobs.NOTHING);
            List<Thread> timer = PoolThreads.alive("batching-empty-timer");
            assertThat(timer).hasSize(1);
            Await.asleep(pool, 1);
            Await.until(() -> timer.get(0).getState() == Thread.State.TIMED_WAITING, pool::explain);
            long before = ProcessorTime.of(timer);
            // As long as the reader itself takes a twentieth of a second of processor time: an alarm a linger would
            // show.
            long end = ProcessorTime.of(Thread.currentThread()) + TimeUnit.MILLISECONDS.toNanos(50);
            while (ProcessorTime.of(Thread.currentThread()) < end) {
                assertThat(timer.get(0).getState()).isEqualTo(Thread.State.TIMED_WAITING);
            }
            assertThat(ProcessorTime.of(timer) - before)
                    .as("ns of processor time of an idle timer")
                    .isLessThan(TimeUnit.MILLISECONDS.toNanos(1));
        }
        assertThat(PoolThreads.alive("batching-empty")).isEmpty();
    }

    @Test
    void namesBadArguments() {
        try (WorkerPool pool = Mode.COOPERATIVE.pool("batching", 1).build();
                BatchingSubmitter batching = pool.batching(1, Duration.ZERO)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> pool.batching(0, LONGEST))
                    .withMessage("batch size must be 1..65536, was 0");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> pool.adaptiveBatching(65_537, LONGEST))
                    .withMessage("batch size must be 1..65536, was 65537");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> pool.batching(1, Duration.ofMillis(-5)))
                    .withMessage("linger must be 0..PT1S, was PT-0.005S");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> pool.batching(1, LONGEST.plusNanos(1)))
                    .withMessage("linger must be 0..PT1S, was PT1.000000001S");
            assertThatNullPointerException()
                    .isThrownBy(() -> pool.batching(1, null))
                    .withMessage("linger");
            assertThatNullPointerException()
                    .isThrownBy(() -> batching.add(null))
                    .withMessage("job");
            assertThatNullPointerException()
                    .isThrownBy(() -> batching.submit((Callable<?>) null))
                    .withMessage("job");
            assertThat(pool.stats().jobs().attempts()).isZero();
        }
    }
}
